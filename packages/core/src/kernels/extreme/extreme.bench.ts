import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { extremeKernels } from "./kernels.ts";

type Name = "extremeLast" | "extremeFirst" | "placeLast" | "placeFirst";

export default (): readonly Bench[] => [
  bench("extremeLast", 1, 4096),
  bench("extremeFirst", 32, 128),
  bench("placeLast", 1, 4096),
  bench("placeLast", 400, 10),
  bench("placeFirst", 32, 128),
];

function bench(name: Name, rows: number, columns: number): Bench {
  const n = rows * columns;
  const kernel = (set: "js" | "wasm-simd") => {
    const { kernels, put, room } = createLab(set, extremeKernels);
    const [x, out] = [put(sampleValues(n)), room(Math.max(rows, columns))];
    const run = kernels[name];
    return () => run(rows, columns, x, columns, out, 0);
  };
  return {
    title: `${name}, ${rows} × ${columns}`,
    unit: "ns/element",
    work: n,
    baseline: "plain",
    cases: {
      plain: plain(name, rows, columns),
      js: kernel("js"),
      "wasm-simd": kernel("wasm-simd"),
    },
  };
}

/** Without a thought of NaN. */
function plain(name: Name, rows: number, columns: number): () => void {
  const x = Float32Array.from(sampleValues(rows * columns));
  const isLast = name.endsWith("Last");
  const [n, length] = isLast ? [rows, columns] : [columns, rows];
  const [next, step] = isLast ? [columns, 1] : [1, columns];
  const out = new Float32Array(n);
  return () => {
    for (let i = 0; i < n; i++) {
      let place = 0;
      let most = x[i * next];
      for (let k = 1; k < length; k++) {
        const value = x[i * next + k * step];
        if (value > most) {
          most = value;
          place = k;
        }
      }
      out[i] = name.startsWith("place") ? place : most;
    }
  };
}

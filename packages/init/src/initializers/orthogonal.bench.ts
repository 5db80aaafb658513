import { createRng, useKernels, zeros } from "@kindling/core";
import type { Bench } from "@kindling/scripts/bench";
import { orthogonal } from "./orthogonal.ts";

/** All of it: normal draws, QR, both factors, signs. */
export default (): readonly Bench[] => [64, 256, 1024].map(bench);

function bench(n: number): Bench {
  const fill = (set: "js" | "wasm-simd") => {
    const w = zeros([n, n]);
    const rng = createRng(1);
    return () => {
      useKernels(set);
      orthogonal().fill(w, { fanIn: n, fanOut: n, rng });
    };
  };
  return {
    title: `orthogonal ${n}×${n}`,
    unit: "µs",
    work: 1,
    baseline: "js",
    cases: { js: fill("js"), "wasm-simd": fill("wasm-simd") },
  };
}

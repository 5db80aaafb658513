import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { unaryKernels } from "./kernels.ts";

const CURVES = ["exp", "log", "sin", "cos"] as const;

/** At 4 k elements, which stay in the first cache, and at 1 M, which do not. */
export default (): readonly Bench[] =>
  CURVES.flatMap((curve) => [4096, 2 ** 20].map((n) => benchOf(curve, n)));

function benchOf(curve: (typeof CURVES)[number], n: number): Bench {
  const values = sampleValues(n).map((x) => (curve === "log" ? Math.abs(x) + 0.01 : 8 * x));
  const kernel = (set: "js" | "wasm-simd"): (() => void) => {
    const { kernels, put, room } = createLab(set, unaryKernels, 2 * n + 64);
    const [x, y] = [put(values), room(n)];
    return () => kernels[curve](n, x, y);
  };
  return {
    title: `${curve}, ${n} elements`,
    unit: "ns/element",
    work: n,
    baseline: "Math",
    cases: { Math: plain(curve, values), js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  };
}

function plain(curve: (typeof CURVES)[number], values: readonly number[]): () => void {
  const x = Float32Array.from(values);
  const y = new Float32Array(x.length);
  switch (curve) {
    case "exp":
      return () => {
        for (let i = 0; i < x.length; i++) y[i] = Math.exp(x[i]);
      };
    case "log":
      return () => {
        for (let i = 0; i < x.length; i++) y[i] = Math.log(x[i]);
      };
    case "sin":
      return () => {
        for (let i = 0; i < x.length; i++) y[i] = Math.sin(x[i]);
      };
    case "cos":
      return () => {
        for (let i = 0; i < x.length; i++) y[i] = Math.cos(x[i]);
      };
  }
}

import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { gradientKernels } from "./kernels.ts";

const N = 4096;

export default (): readonly Bench[] => {
  const js = casesOf("js");
  const wasm = casesOf("wasm-simd");
  return (["sumOfSquares", "scale", "penalize"] as const).map((kernel) => ({
    title: `${kernel}, ${N} elements`,
    unit: "ns/element",
    work: N,
    baseline: "js",
    cases: { js: js[kernel], "wasm-simd": wasm[kernel] },
  }));
};

function casesOf(set: "js" | "wasm-simd") {
  const { kernels, put } = createLab(set, gradientKernels);
  const w = put(sampleValues(N, 1));
  const g = put(sampleValues(N, 2));
  const sum = { squares: 0 };
  return {
    sumOfSquares: () => {
      sum.squares = kernels.sumOfSquares(N, g);
    },
    scale: () => kernels.scale(N, w, w, 1),
    penalize: () => kernels.penalize(N, w, g, 1e-9, 1e-9),
  };
}

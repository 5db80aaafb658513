import { gemmJs } from "./gemm/js.ts";
import type { KernelSet } from "./kernels.ts";

/** Typed-array JavaScript, the same results everywhere; takes over where wasm is refused. */
export const jsKernelSet: KernelSet = {
  name: "js",
  Heap: Float32Array,
  firstFree: 1,
  instantiate: (_memory, heap) => {
    const f32 = heap as Float32Array;
    return { ...gemmJs(f32) };
  },
};

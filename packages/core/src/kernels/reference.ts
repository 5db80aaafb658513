import { gemmReference } from "./gemm/reference.ts";
import type { KernelSet } from "./kernels.ts";

/** The naive float64 loops that define every kernel; models bound to it serve gradient checks. */
export const referenceKernelSet: KernelSet = {
  name: "reference",
  Heap: Float64Array,
  firstFree: 1,
  instantiate: (_memory, heap) => {
    const f64 = heap as Float64Array;
    return { ...gemmReference(f64) };
  },
};

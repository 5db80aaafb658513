import type { Heap, KernelGroup, KernelSet } from "./kernels.ts";

/** Plain loops over float64: slow, and what the other sets are measured against. */
export const referenceKernelSet: KernelSet = {
  name: "reference",
  Heap: Float64Array,
  firstFree: 1,
  instantiate: <K>({ reference }: KernelGroup<K>, _memory: unknown, heap: Heap) =>
    reference(heap as Float64Array),
};

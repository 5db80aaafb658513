import type { Heap, KernelGroup, KernelSet } from "./kernels.ts";

/** Typed-array JavaScript, the same results everywhere; takes over where wasm is refused. */
export const jsKernelSet: KernelSet = {
  name: "js",
  Heap: Float32Array,
  firstFree: 1,
  instantiate: <K>({ js }: KernelGroup<K>, _memory: unknown, heap: Heap) =>
    js(heap as Float32Array),
};

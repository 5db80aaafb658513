// Every kernel of the wasm set. Arguments are element indices and extents, as in src/kernels.
export * from "./gemm";

/** First byte behind the module's own constants; arenas begin here. */
export function heapBase(): usize {
  return __heap_base;
}

// Every kernel of the wasm set. Arguments are element indices and extents, as in src/kernels.
export * from "./adam";
export * from "./binary-cross-entropy";
export * from "./cross-entropy";
export * from "./elementwise";
export * from "./fill";
export * from "./gemm";
export * from "./mean-squared-error";
export * from "./relu";
export * from "./sgd";
export * from "./sigmoid";
export * from "./softmax";
export * from "./sum-rows";
export * from "./tanh";

/** First byte behind the module's own constants; arenas begin here. */
export function heapBase(): usize {
  return __heap_base;
}

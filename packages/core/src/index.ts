export type { NdArray } from "ndarray";
export { kernels, useKernels } from "./kernels/current.ts";
export type { KernelSetName } from "./kernels/kernels.ts";
export { Arena, createArena } from "./memory/arena.ts";
export { inOrder, type Run } from "./ops/run.ts";
export { checkShape, expectShape, formatShape, type Shape, sizeOf } from "./shape.ts";
export {
  copyInto,
  isContiguous,
  isNdArray,
  type Nested,
  reshape,
  type Tensor,
  type TensorLike,
  tensor,
  toNested,
  zeros,
} from "./tensor.ts";

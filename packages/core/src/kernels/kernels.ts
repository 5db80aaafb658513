import type { Adam } from "./adam/adam.ts";
import type { BinaryCrossEntropy } from "./binary-cross-entropy/binary-cross-entropy.ts";
import type { CrossEntropy } from "./cross-entropy/cross-entropy.ts";
import type { Elementwise } from "./elementwise/elementwise.ts";
import type { Fill } from "./fill/fill.ts";
import type { Gemm } from "./gemm/gemm.ts";
import type { MeanSquaredError } from "./mean-squared-error/mean-squared-error.ts";
import type { Relu } from "./relu/relu.ts";
import type { Sgd } from "./sgd/sgd.ts";
import type { Sigmoid } from "./sigmoid/sigmoid.ts";
import type { Softmax } from "./softmax/softmax.ts";
import type { SumRows } from "./sum-rows/sum-rows.ts";
import type { Tanh } from "./tanh/tanh.ts";

/**
 * Every kernel of a set. Arguments are extents, element indices into the segment's heap (0 where
 * an optional operand is absent) and scalars. Kernels check nothing: binding has done that.
 */
export interface Kernels
  extends Adam,
    BinaryCrossEntropy,
    CrossEntropy,
    Elementwise,
    Fill,
    Gemm,
    MeanSquaredError,
    Relu,
    Sgd,
    Sigmoid,
    Softmax,
    SumRows,
    Tanh {}

/** The numbers that kernels work on: float32, or float64 for the reference set. */
export type Heap = Float32Array | Float64Array;

/** The name of a kernel set, for `useKernels`. */
export type KernelSetName = "js" | "wasm-simd" | "reference";

/** A way to compute, before it is tied to memory. */
export interface KernelSet {
  readonly name: KernelSetName;
  readonly Heap: Float32ArrayConstructor | Float64ArrayConstructor;
  /** First element that the kernels leave to arenas; at least 1, as 0 stands for "absent". */
  readonly firstFree: number;
  instantiate(memory: { readonly buffer: ArrayBuffer }, heap: Heap): Kernels;
}

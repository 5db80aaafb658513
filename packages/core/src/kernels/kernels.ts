import type { Gemm } from "./gemm/gemm.ts";

/**
 * Every kernel of a set. Arguments are extents, element indices into the segment's heap (0 where
 * an optional operand is absent) and scalars. Kernels check nothing: binding has done that.
 */
export interface Kernels extends Gemm {}

/** The numbers that kernels work on: float32, or float64 for the reference set. */
export type Heap = Float32Array | Float64Array;

export type KernelSetName = "js" | "wasm-simd" | "reference";

/** A way to compute, before it is tied to memory. */
export interface KernelSet {
  readonly name: KernelSetName;
  readonly Heap: Float32ArrayConstructor | Float64ArrayConstructor;
  /** First element that the kernels leave to arenas; at least 1, as 0 stands for "absent". */
  readonly firstFree: number;
  instantiate(memory: { readonly buffer: ArrayBuffer }, heap: Heap): Kernels;
}

/** The numbers that kernels work on: float32, or float64 for the reference set. */
export type Heap = Float32Array | Float64Array;

/** The name of a kernel set, for `useKernels`. */
export type KernelSetName = "js" | "wasm-simd" | "wasm-relaxed-simd" | "reference";

/**
 * Kernels that belong together, in every set. Arguments are extents, element indices into the
 * segment's heap (0 where an optional operand is absent) and scalars. Kernels check nothing:
 * binding has done that.
 *
 * An operation names the group that it runs on, so a bundle holds what its operations use.
 */
export interface KernelGroup<K> {
  /** Its folder, by which `reference.ts` knows the naive float64 loops that define the kernels. */
  readonly name: string;
  /**
   * A module of its own as text, from `gen/`. Without one the wasm set runs the JavaScript
   * kernels, over the same memory: for what is never hot.
   */
  readonly wasm?: string;
  readonly js: (heap: Float32Array) => K;
}

/** A way to compute, before it is tied to memory. */
export interface KernelSet {
  readonly name: KernelSetName;
  readonly Heap: Float32ArrayConstructor | Float64ArrayConstructor;
  /** First element that the kernels leave to arenas; at least 1, as 0 stands for "absent". */
  readonly firstFree: number;
  instantiate<K>(group: KernelGroup<K>, memory: { readonly buffer: ArrayBuffer }, heap: Heap): K;
}

import type { Tensor } from "../tensor.ts";

/** How {@link RandomSource.truncatedNormal} understands its bounds. */
export interface TruncationOptions {
  /** `"std"`: mean + bound·std, the default. `"absolute"`: the bounds themselves. */
  readonly bounds?: "std" | "absolute";
}

/**
 * What initializers draw from: a stream of `createRng`, or PyTorch's generator, `torchRng`. Fills
 * write any view in row-major order, return it, and move the source forward.
 */
export interface RandomSource {
  /** The source for `path`. A generator with a single sequence of draws returns itself. */
  at(path: string, step?: number): RandomSource;
  /** U[low, high), default [0, 1). */
  uniform<T extends Tensor>(out: T, low?: number, high?: number): T;
  /** N(mean, std²), default N(0, 1). */
  normal<T extends Tensor>(out: T, mean?: number, std?: number): T;
  /** N(mean, std²) between two bounds, in units of std unless said otherwise; default ±2. */
  truncatedNormal<T extends Tensor>(
    out: T,
    mean?: number,
    std?: number,
    low?: number,
    high?: number,
    options?: TruncationOptions,
  ): T;
  /** 1 with the given probability, else 0. */
  bernoulli<T extends Tensor>(out: T, probability: number): T;
  /** A whole number in [0, bound). */
  integer(bound: number): number;
  /** The numbers 0 … n − 1 in random order. */
  permutation(n: number): Uint32Array;
}

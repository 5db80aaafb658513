import type { Tensor } from "../tensor.ts";

/**
 * A stream of random numbers that is a pure function of (seed, path, step).
 *
 * Fills and draws move a position forward; `at` ignores it, so streams never depend on what was
 * drawn elsewhere.
 */
export interface Rng {
  /** The four numbers that kernels need: two words of key, the step, the position in words. */
  readonly stream: {
    readonly key0: number;
    readonly key1: number;
    readonly step: number;
    readonly position: number;
  };
  /** The stream of `path` below this one, from its beginning. `at("a").at("b")` is `at("a/b")`. */
  at(path: string, step?: number): Rng;
  /** Fills `out` from U[low, high) and returns it. Any ndarray view; row-major order of draws. */
  uniform<T extends Tensor>(out: T, low?: number, high?: number): T;
  /** Fills `out` from N(mean, std²). */
  normal<T extends Tensor>(out: T, mean?: number, std?: number): T;
  /** Fills `out` from N(mean, std²) within mean + [low, high]·std. Bounds in σ, default ±2. */
  truncatedNormal<T extends Tensor>(
    out: T,
    mean?: number,
    std?: number,
    low?: number,
    high?: number,
  ): T;
  /** The next 32 bits. */
  uint32(): number;
  /** A whole number in [0, bound), without modulo bias. */
  integer(bound: number): number;
  /** The numbers 0 … n − 1 in random order (Fisher–Yates). */
  permutation(n: number): Uint32Array;
}

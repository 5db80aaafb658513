import { Arena } from "../memory/arena.ts";
import { Segment } from "../memory/segment.ts";
import { kernelSet } from "./current.ts";
import type { KernelGroup, KernelSetName } from "./kernels.ts";
import { relaxedKernelSet } from "./relaxed.ts";

/** The sets that every contract holds for, beside the reference. */
export const FAST_SETS = ["js", "wasm-simd"] as const satisfies readonly KernelSetName[];

/** Those for kernels that are compiled with relaxed SIMD, too; see vitest.config.ts for Node 20. */
export const RELAXABLE_SETS: readonly KernelSetName[] = relaxedKernelSet()
  ? [...FAST_SETS, "wasm-relaxed-simd"]
  : FAST_SETS;

/** 2⁻²⁴: the largest relative error of rounding to float32. */
export const UNIT_ROUNDOFF = 2 ** -24;

/** Small memory with the kernels of one set, for contract tests and benches. */
export interface Lab<K> {
  readonly kernels: K;
  /** Copies values into the heap, with a guard of NaN behind them; returns their index. */
  put(values: ArrayLike<number>): number;
  /** Room for `length` results, prefilled so that what a kernel leaves out shows. */
  room(length: number, prefill?: number): number;
  /** A copy of what stands there. */
  get(at: number, length: number): number[];
}

export function createLab<K>(
  set: KernelSetName,
  group: KernelGroup<K>,
  elements = 2 ** 20,
): Lab<K> {
  const arena = new Arena(new Segment(kernelSet(set), elements));
  const { heap } = arena.segment;
  const room = (length: number, prefill = Number.NaN): number => {
    const at = arena.allocate(length + 16);
    heap.fill(prefill, at, at + length);
    heap.fill(Number.NaN, at + length, at + length + 16);
    return at;
  };
  return {
    kernels: arena.segment.kernels(group),
    room,
    put(values) {
      const at = room(values.length);
      heap.set(values, at);
      return at;
    },
    get: (at, length) => Array.from(heap.subarray(at, at + length)),
  };
}

/** Deterministic test values in [−1, 1), rounded to float32, with nothing shared with the code under test. */
export function sampleValues(length: number, salt = 1): number[] {
  let state = (0x9e3779b9 ^ salt) >>> 0;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.fround(state / 2 ** 31 - 1);
  });
}

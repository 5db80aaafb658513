import { expect } from "vitest";
import { Arena } from "../memory/arena.ts";
import { Segment } from "../memory/segment.ts";
import { kernelSet } from "./current.ts";
import type { KernelGroup, KernelSetName } from "./kernels.ts";
import { createLab, type Lab, UNIT_ROUNDOFF } from "./lab.ts";

/** Around whole vectors and blocks, and a long one. */
export const SIZES = [0, 1, 3, 4, 5, 10, 31, 1000] as const;

/** Matrices whose rows end in every lane of a vector; ten classes among them. */
export const MATRICES = [
  [0, 5], [1, 1], [3, 1], [2, 2], [5, 3], [4, 4], [3, 5], [32, 10], [7, 31], [2, 1000],
] as const; // biome-ignore format: one line

/** What breaks clamps, comparisons and polynomials. */
export const SPECIALS: readonly number[] = [
  Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0, 2 ** -149, -(2 ** -149),
  2 ** -127, -(2 ** -130), 2 ** -30, -(2 ** -30), 1, -1, 20, -20, 90, -90, 1e4, -1e4, 3e38, -3e38,
]; // biome-ignore format: a list of numbers

/** The distance between neighbouring float32 numbers of that size. */
export function ulp(value: number): number {
  const exponent = Math.floor(Math.log2(Math.abs(value)));
  return 2 ** Math.max(exponent - 23, -149);
}

/** What `roundings` roundings to float32, one after another, can change of a value of that size. */
export function rounding(roundings: number, size: number): number {
  return 1.01 * roundings * UNIT_ROUNDOFF * Math.abs(size) + 2 ** -149;
}

/** One for each set and group: a segment takes time to reserve. */
const labs = new Map<KernelGroup<unknown>, Map<KernelSetName, unknown>>();

/**
 * Calls a kernel in a fast set and in the reference and compares what `call` returns, number by
 * number: within `bound` of the float64 result, or the same NaN or infinity. Also checks that
 * nothing was written behind an operand.
 */
export function expectAgreement<K>(
  set: KernelSetName,
  group: KernelGroup<K>,
  call: (lab: Lab<K>) => readonly number[],
  bound: (expected: number, at: number) => number,
): void {
  const got = guarded(set, group, call);
  const expected = guarded("reference", group, call);
  expect(got.length).toBe(expected.length);
  got.forEach((value, at) => {
    const target = expected[at];
    const same = Object.is(value, Math.fround(target));
    if (!same && !(Math.abs(value - target) <= bound(target, at))) {
      expect.fail(`at ${at}: expected ${target} ± ${bound(target, at)}, got ${value}`);
    }
  });
}

/**
 * The largest error, in ulp of the float64 result, over every `step`-th float32 number. Results
 * below 2⁻¹²⁶ are left out: there 0 will do.
 */
export function worstUlp<Name extends string>(
  set: KernelSetName,
  group: KernelGroup<Record<Name, (n: number, x: number, y: number) => void>>,
  kernel: Name,
  f: (x: number) => number,
  step: number,
): number {
  const n = 2 ** 16;
  const { segment } = new Arena(new Segment(kernelSet(set), 2 ** 18));
  const { heap } = segment;
  const run = segment.kernels(group)[kernel];
  const x = new Float32Array(n);
  const bits = new Uint32Array(x.buffer);
  const at = 2 ** 16;
  let worst = 0;
  for (let start = 0; start < 2 ** 32; start += n * step) {
    for (let i = 0; i < n; i++) bits[i] = start + i * step;
    heap.set(x, at);
    run(n, at, at);
    for (let i = 0; i < n; i++) {
      const expected = f(x[i]);
      const got = heap[at + i];
      if (Number.isNaN(expected) && Number.isNaN(got)) continue;
      if (Math.abs(expected) < 2 ** -126 && Math.abs(got) <= 2 ** -126) continue;
      const error = Math.abs(got - expected) / ulp(expected);
      if (!(error <= worst)) worst = error;
    }
  }
  return worst;
}

function guarded<K>(
  set: KernelSetName,
  group: KernelGroup<K>,
  call: (lab: Lab<K>) => readonly number[],
): readonly number[] {
  const lab = labOf(set, group);
  const ends: number[] = [];
  const result = call({
    ...lab,
    put(values) {
      // Both sets start from the same numbers.
      const at = lab.put(Float32Array.from(values));
      ends.push(at + values.length);
      return at;
    },
    room(length, prefill) {
      const at = lab.room(length, prefill);
      ends.push(at + length);
      return at;
    },
  });
  for (const end of ends) expect(lab.get(end, 16)).toEqual(new Array(16).fill(Number.NaN));
  return result;
}

function labOf<K>(set: KernelSetName, group: KernelGroup<K>): Lab<K> {
  const ofGroup = labs.get(group) ?? new Map<KernelSetName, unknown>();
  labs.set(group, ofGroup);
  const lab = (ofGroup.get(set) as Lab<K> | undefined) ?? createLab(set, group);
  ofGroup.set(set, lab);
  return lab;
}

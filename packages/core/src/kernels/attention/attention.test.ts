import { describe, expect, it } from "vitest";
import { expectAgreement, rounding } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { attentionKernels } from "./kernels.ts";

/** batch, heads, queries, keys, dim, valueDim. */
const SIZES = [
  [0, 2, 3, 3, 2, 2], [1, 1, 1, 1, 1, 1], [2, 1, 3, 2, 1, 3], [1, 2, 5, 5, 3, 2], [2, 3, 4, 7, 4, 5],
  [1, 2, 9, 6, 5, 1], [2, 4, 8, 8, 16, 16], [1, 1, 33, 31, 7, 9], [1, 2, 0, 3, 2, 2],
] as const; // biome-ignore format: lists of numbers

const MODES = [
  { mode: "all keys", masked: false, causal: 0, drops: false },
  { mode: "a mask", masked: true, causal: 0, drops: false },
  { mode: "causal", masked: false, causal: 1, drops: false },
  { mode: "causal and a mask", masked: true, causal: 1, drops: false },
  { mode: "dropped weights", masked: false, causal: 0, drops: true },
  { mode: "all of these", masked: true, causal: 1, drops: true },
] as const;

/** Half of the weights dropped, the others doubled. */
const halves = (n: number): number[] => sampleValues(n, 6).map((value) => (value < 0 ? 0 : 2));

describe.each(FAST_SETS)("attention of %s", (set) => {
  describe.each(MODES)("$mode", ({ masked, causal, drops }) => {
    it.each(SIZES)(
      "agrees with the reference, %i samples, %i heads, %i × %i, dims %i, %i",
      (...size) => {
        const [batch, heads, queries, keys, dim, valueDim] = size;
        const [nq, nk, nv] = [
          batch * queries * heads * dim,
          batch * keys * heads * dim,
          batch * keys * heads * valueDim,
        ];
        const [np, nOut] = [batch * heads * queries * keys, batch * queries * heads * valueDim];
        expectAgreement(
          set,
          attentionKernels,
          (lab) => {
            const [q, k, v] = [nq, nk, nv].map((n, i) => lab.put(sampleValues(n, i)));
            const [p, out, kept] = [lab.room(np), lab.room(nOut), lab.room(queries * keys)];
            const drop = drops ? lab.put(halves(np)) : 0;
            // The last sample has no key at all.
            const mask = lab.put(
              sampleValues(batch * keys, 5).map((value, at) =>
                value > -0.2 && (at < (batch - 1) * keys || batch === 1) ? 1 : 0,
              ),
            );
            lab.kernels.attention(
            batch, heads, queries, keys, dim, valueDim, 0.5, q!, k!, v!, masked ? mask : 0, causal, drop, p, out, kept,
          ); // biome-ignore format: one operand after another
            return [...lab.get(p, np), ...lab.get(out, nOut)];
          },
          // A score is a sum of dim products below 1, halved; its error becomes relative in e^s (2 ulp);
          // then sums of keys, and of keys products below 1, or 2 where weights are doubled.
          () => rounding(dim + 2 * keys + 10, Math.max(1, dim / 2) * (drops ? 2 : 1)),
        );
      },
    );
  });

  const BACKWARD = SIZES.flatMap((size) => [[...size, false] as const, [...size, true] as const]);
  it.each(BACKWARD)(
    "agrees with the reference backward, %i samples, %i heads, %i × %i, dims %i, %i, dropped %j",
    (...size) => {
      const [batch, heads, queries, keys, dim, valueDim, drops] = size;
      const [nq, nk, nv] = [
        batch * queries * heads * dim,
        batch * keys * heads * dim,
        batch * keys * heads * valueDim,
      ];
      const np = batch * heads * queries * keys;
      expectAgreement(
        set,
        attentionKernels,
        (lab) => {
          const [q, k, v] = [nq, nk, nv].map((n, i) => lab.put(sampleValues(n, i)));
          const p = lab.put(
            sampleValues(np, 4).map((value) => (value + 1) / 2 / Math.max(keys, 1)),
          );
          const drop = drops ? lab.put(halves(np)) : 0;
          const dout = lab.put(sampleValues(batch * queries * heads * valueDim, 5));
          const [dq, dk, dv] = [lab.room(nq), lab.room(nk), lab.room(nv)];
          const ds = lab.room(queries * keys);
          lab.kernels.attentionBackward(
          batch, heads, queries, keys, dim, valueDim, 0.5, q!, k!, v!, p, drop, dout, dq, dk, dv, ds,
        ); // biome-ignore format: one operand after another
          return [...lab.get(dq, nq), ...lab.get(dk, nk), ...lab.get(dv, nv)];
        },
        // |dp| < valueDim, |ds| < valueDim/keys by p < 1/keys and the mean of dp; sums over keys or queries.
        () =>
          rounding(
            valueDim + 2 * keys + queries + 6,
            ((drops ? 2 : 1) * valueDim * Math.max(queries, keys, 1)) / Math.max(keys, 1),
          ),
      );
    },
  );

  it("gives zeros where nothing is seen, NaN where a score is", () => {
    const { kernels, put, room, get } = createLab(set, attentionKernels, 2 ** 10);
    const [q, k, v] = [put([1, Number.NaN]), put([1, 1, 1, 1]), put([1, 2, 3, 4])];
    const [mask, p, out] = [put([0, 0, 0, 1]), room(4), room(2)];
    kernels.attention(2, 1, 1, 2, 1, 1, 1, q, k, v, mask, 0, 0, p, out, 0);
    expect(get(p, 2)).toEqual([0, 0]);
    expect(get(out, 2)).toEqual([0, Number.NaN]);
  });
});

import { describe, expect, it } from "vitest";
import { expectAgreement, rounding } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { roomOf } from "./conv-pool.ts";
import { convPoolKernels } from "./kernels.ts";

interface Case {
  readonly images: number;
  readonly size: readonly [height: number, width: number];
  readonly channels: number;
  readonly filters: number;
  readonly kernel: readonly [height: number, width: number];
  readonly strides?: readonly [y: number, x: number];
}

/** Whole tiles and every kind of edge; rows and columns that no window covers; strides beyond the kernel. */
const CASES: readonly Case[] = [
  { images: 1, size: [2, 2], channels: 1, filters: 1, kernel: [1, 1] },
  { images: 0, size: [4, 4], channels: 1, filters: 1, kernel: [1, 1] },
  { images: 3, size: [8, 9], channels: 1, filters: 8, kernel: [3, 3] },
  { images: 2, size: [7, 8], channels: 8, filters: 16, kernel: [3, 3] },
  { images: 2, size: [5, 6], channels: 3, filters: 10, kernel: [2, 3] },
  { images: 2, size: [9, 12], channels: 5, filters: 3, kernel: [2, 1], strides: [2, 3] },
  { images: 2, size: [5, 275], channels: 1, filters: 5, kernel: [1, 3] },
  { images: 60, size: [3, 4], channels: 7, filters: 6, kernel: [1, 1] },
  { images: 1, size: [6, 5], channels: 4, filters: 13, kernel: [5, 4] },
];

describe.each(FAST_SETS)("convolution, relu and pooling in one, of %s", (set) => {
  it.each(CASES)("agrees with the reference: %j", (which) => {
    const { images, size, channels, filters, kernel, strides = [1, 1] } = which;
    const [outHeight, outWidth] = [0, 1].map(
      (axis) => (Math.floor((size[axis] - kernel[axis]) / strides[axis]) + 1) >> 1,
    );
    const geometry = [
      images, size[0], size[1], channels, outHeight, outWidth, filters,
      kernel[0], kernel[1], strides[0], strides[1],
    ] as const; // biome-ignore format: as the kernels have it
    const depth = kernel[0] * kernel[1] * channels;
    const outSize = images * outHeight * outWidth * filters;
    const inSize = images * size[0] * size[1] * channels;
    const roomSize = roomOf(channels, outHeight, outWidth, filters, kernel[0], kernel[1]);
    for (const bias of [0, 1]) {
      expectAgreement(
        set,
        convPoolKernels,
        (lab) => {
          const x = lab.put(sampleValues(inSize, 1));
          const w = lab.put(sampleValues(depth * filters, 2));
          const b = bias && lab.put(sampleValues(filters, 3));
          const [y, index] = [lab.room(outSize), lab.room(outSize)];
          lab.kernels.convPool(...geometry, x, w, b, y, index, lab.room(roomSize));
          return [y, index].flatMap((at) => lab.get(at, outSize));
        },
        // A sum of depth products of numbers below 1, and the bias. Equal places: no two sums are that close.
        () => rounding(depth + 2, depth + 1),
      );
    }
    for (const hasBias of [0, 1]) {
      for (const hasInput of [0, 1]) {
        expectAgreement(
          set,
          convPoolKernels,
          (lab) => {
            const x = lab.put(sampleValues(inSize, 1));
            const w = lab.put(sampleValues(depth * filters, 2));
            const y = lab.put(sampleValues(outSize, 3));
            const dy = lab.put(sampleValues(outSize, 4));
            const index = lab.put(sampleValues(outSize, 5).map((v) => Math.floor(2 * v + 2)));
            const dw = lab.put(sampleValues(depth * filters, 6));
            const db = hasBias && lab.put(sampleValues(filters, 7));
            const dx = hasInput && lab.room(inSize);
            const room = lab.room(roomSize);
            lab.kernels.convPoolBackward(...geometry, x, w, y, dy, index, dw, db, dx, room);
            return [
              ...lab.get(dw, depth * filters),
              ...lab.get(db, hasBias && filters),
              ...lab.get(dx, hasInput && inSize),
            ];
          },
          () => {
            const terms = Math.max(images * outHeight * outWidth, depth * filters) + 2;
            return rounding(terms, terms);
          },
        );
      }
    }
  });

  it("takes the first of equal values, lets NaN through, and nothing below 0", () => {
    const { kernels, put, room, get } = createLab(set, convPoolKernels);
    const { NaN: nan, NEGATIVE_INFINITY: low, POSITIVE_INFINITY: high } = Number;
    // Two rows of ten pixels: five windows.
    const x = put([1, 1, -1, nan, -3, -2, low, low, 2, high, 1, 1, 5, 6, -1, -1, low, low, 3, 4]);
    const [w, y, index] = [put([1]), room(5), room(5)];
    const work = room(roomOf(1, 1, 5, 1, 1, 1));
    kernels.convPool(1, 2, 10, 1, 1, 5, 1, 1, 1, 1, 1, x, w, 0, y, index, work);
    expect(get(y, 5)).toEqual([1, nan, 0, 0, high]);
    expect(get(index, 5)).toEqual([0, 1, 2, 0, 1]);
    const [dy, dw, dx] = [put([1, 1, 1, 1, 1]), put([0]), room(20)];
    kernels.convPoolBackward(
      1, 2, 10, 1, 1, 5, 1, 1, 1, 1, 1, x, w, put([1, 0, 0, 0, 2]), dy, index, dw, 0, dx, work,
    ); // biome-ignore format: extents first
    expect(get(dx, 20)).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 1, ...new Array(10).fill(0)]);
  });
});

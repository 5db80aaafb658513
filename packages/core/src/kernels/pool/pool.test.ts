import { describe, expect, it } from "vitest";
import { expectAgreement, rounding } from "../kernel.contract.ts";
import { createLab, FAST_SETS, sampleValues } from "../lab.ts";
import { poolKernels } from "./kernels.ts";

const CASES = [
  [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0],
  [0, 4, 4, 3, 2, 2, 2, 2, 2, 2, 0, 0],
  [2, 4, 6, 8, 2, 3, 2, 2, 2, 2, 0, 0],
  [3, 5, 7, 16, 2, 3, 2, 2, 2, 2, 0, 0],
  [2, 4, 6, 3, 2, 3, 2, 2, 2, 2, 0, 0],
  [1, 5, 7, 5, 3, 4, 2, 2, 2, 2, 0, 0],
  [2, 7, 6, 10, 5, 3, 3, 2, 1, 2, 0, 0],
  [2, 5, 5, 13, 3, 3, 3, 3, 2, 2, 1, 1],
  [1, 6, 9, 3, 2, 3, 2, 1, 4, 3, 0, 0],
  [2, 4, 5, 5, 4, 5, 2, 4, 1, 1, 0, 1],
  [2, 5, 4, 9, 1, 1, 5, 4, 5, 4, 0, 0],
  [2, 1, 12, 7, 1, 4, 1, 3, 1, 3, 0, 0],
] as const; // biome-ignore format: images to left, as the kernels have them

type Geometry = [
  number, number, number, number, number, number, number, number, number, number, number, number,
]; // biome-ignore format: as the kernels have them

describe.each(FAST_SETS)("pooling of %s", (set) => {
  it.each(CASES)("agrees with the reference: %j", (...all) => {
    const geometry = all as Geometry;
    const [images, height, width, channels, outHeight, outWidth, h, w] = geometry;
    const size = images * height * width * channels;
    const outSize = images * outHeight * outWidth * channels;
    expectAgreement(
      set,
      poolKernels,
      (lab) => {
        const [x, dy] = [lab.put(sampleValues(size, 1)), lab.put(sampleValues(outSize, 2))];
        const [y, index, dx] = [lab.room(outSize), lab.room(outSize), lab.room(size)];
        lab.kernels.maxPool(...geometry, x, y, index);
        lab.kernels.maxPoolBackward(...geometry, dy, index, dx);
        return [y, index].flatMap((at) => lab.get(at, outSize)).concat(lab.get(dx, size));
      },
      // Maxima are exact; a gradient is a sum of at most h·w numbers below 1.
      () => rounding(h * w, h * w),
    );
    for (const average of [0, 1]) {
      expectAgreement(
        set,
        poolKernels,
        (lab) => {
          const [x, dy] = [lab.put(sampleValues(size, 1)), lab.put(sampleValues(outSize, 2))];
          const [y, dx] = [lab.room(outSize), lab.room(size)];
          lab.kernels.sumPool(...geometry, x, y, average);
          lab.kernels.sumPoolBackward(...geometry, dy, dx, average);
          return lab.get(y, outSize).concat(lab.get(dx, size));
        },
        // As many sums, a division, and the rounding of the divisor's reciprocal.
        () => rounding(h * w + 2, h * w),
      );
    }
  });

  it("takes the first of equal values, and NaN before everything", () => {
    const { kernels, put, room, get } = createLab(set, poolKernels);
    const { NaN: nan, NEGATIVE_INFINITY: low } = Number;
    const x = put([1, 1, nan, 5, 3, nan, low, low, nan, nan]);
    const [y, index] = [room(5), room(5)];
    kernels.maxPool(1, 1, 10, 1, 1, 5, 1, 2, 1, 2, 0, 0, x, y, index);
    expect(get(y, 5)).toEqual([1, nan, nan, low, nan]);
    expect(get(index, 5)).toEqual([0, 0, 1, 0, 1]);
    // Windows of 2×2: the first columns of both rows make the first.
    const wide = put([
      1,
      1,
      nan,
      5,
      3,
      nan,
      low,
      low,
      nan,
      4,
      1,
      2,
      9,
      9,
      nan,
      0,
      low,
      low,
      4,
      nan,
    ]);
    kernels.maxPool(1, 2, 10, 1, 1, 5, 2, 2, 2, 2, 0, 0, wide, y, index);
    expect(get(y, 5)).toEqual([2, nan, nan, low, nan]);
    expect(get(index, 5)).toEqual([3, 0, 2, 0, 3]);
  });
});

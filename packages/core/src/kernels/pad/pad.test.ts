import { describe, it } from "vitest";
import { expectAgreement } from "../kernel.contract.ts";
import { FAST_SETS, sampleValues } from "../lab.ts";
import { padKernels } from "./kernels.ts";

const exactly = () => 0;
const CASES = [
  [0, 3, 3, 1, 1, 1, 1], [1, 1, 1, 0, 0, 0, 0], [1, 1, 1, 2, 0, 0, 3], [3, 2, 5, 1, 2, 3, 4],
  [2, 4, 24, 1, 1, 8, 8], [2, 3, 7, 0, 1, 1, 0], [1, 0, 4, 1, 1, 2, 2], [1, 9, 33, 3, 0, 0, 5],
] as const; // biome-ignore format: images, height, length, top, bottom, left, right

describe.each(FAST_SETS)("pad of %s", (set) => {
  it.each(CASES)("copies into and out of zeros: %j", (...extents) => {
    const [images, height, length, top, bottom, left, right] = extents;
    const [inner, outer] = [
      images * height * length,
      images * (top + height + bottom) * (left + length + right),
    ];
    expectAgreement(
      set,
      padKernels,
      (lab) => {
        const [x, y] = [lab.put(sampleValues(inner)), lab.room(outer)];
        lab.kernels.pad(...extents, x, y);
        return lab.get(y, outer);
      },
      exactly,
    );
    expectAgreement(
      set,
      padKernels,
      (lab) => {
        const [x, y] = [lab.room(inner), lab.put(sampleValues(outer))];
        lab.kernels.crop(...extents, x, y);
        return lab.get(x, inner);
      },
      exactly,
    );
  });
});

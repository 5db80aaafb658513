import { describe, expect, it } from "vitest";
import { BLOCKS, drawBlocks } from "../kernels/fill/philox.ts";
import { mulHigh, philox4x32, philoxBlock } from "./philox.ts";

const ONES = 0xffffffff;

describe("philox4x32", () => {
  // The known answers of the authors' library, Random123 (kat_vectors).
  it.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [ONES, ONES, ONES, ONES],
      [ONES, ONES],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const)("gives the published words for counter %j, key %j", (counter, key, words) => {
    expect(philox4x32(counter, key)).toEqual([...words]);
  });

  it("takes words modulo 2³²", () => {
    expect(philox4x32([-1, -1, -1, -1], [-1, -1])).toEqual(
      philox4x32([ONES, ONES, ONES, ONES], [ONES, ONES]),
    );
  });
});

it("mulHigh is the upper word of the product", () => {
  const values = [0, 1, 2, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xcd9e8d57, ONES];
  for (const a of values) {
    for (const b of values) {
      expect(mulHigh(a, b) >>> 0).toBe(Number((BigInt(a) * BigInt(b)) >> 32n));
    }
  }
});

describe("drawBlocks", () => {
  const expectSameWords = (block: number, step: number, key0: number, key1: number): void => {
    const got = new Int32Array(4 * BLOCKS);
    const expected = new Int32Array(4 * BLOCKS);
    drawBlocks(got, block, step, key0, key1);
    for (let b = 0; b < BLOCKS; b++) {
      philoxBlock(expected, 4 * b, block + b, 0, step, 0, key0, key1);
    }
    if (expected.some((word, j) => word !== got[j])) {
      expect.fail(`block ${block}, step ${step}: expected ${expected}, got ${got}`);
    }
  };

  it("gives the words of philoxBlock", () => {
    for (let block = 0; block < 100_000; block += BLOCKS) expectSameWords(block, 7, 0x9e3779b9, -5);
  });

  it("does so where float64 gets one product wrong, of the first word or of the third", () => {
    const first = [3599195, 3606654, 4369243, 7875939];
    const third = [1019043, 1892464, 2225483, 3354342];
    for (const block of [...first, ...third]) {
      for (let b = 0; b < BLOCKS; b++) expectSameWords(block - b, 7, 0x9e3779b9, -5);
    }
  });

  it("does so for products in the first round within 2¹⁰ of a multiple of 2³²", () => {
    // M·word ≡ lower modulo 2³² for word = lower·M⁻¹.
    const inverse0 = inverseOf(0xd2511f53);
    const inverse1 = inverseOf(0xcd9e8d57);
    for (let lower = -1100; lower <= 1100; lower++) {
      const block = Math.imul(inverse0, lower) >>> 0;
      for (let b = 0; b < BLOCKS; b++) expectSameWords((block - b) >>> 0, 1, 2, 3);
      expectSameWords(1, Math.imul(inverse1, lower) >>> 0, 2, 3);
    }
  });

  it("does so at the ends of counter, step and key", () => {
    for (const block of [0, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - BLOCKS]) {
      for (const step of [0, 1, 2 ** 31, 2 ** 32 - 1]) {
        for (const key of [0, 2 ** 31, 2 ** 32 - 1]) expectSameWords(block, step, key, 0);
      }
    }
  });
});

/** The inverse of an odd number modulo 2³², by Newton's iteration. */
function inverseOf(odd: number): number {
  let inverse = 1;
  for (let i = 0; i < 5; i++) inverse = Math.imul(inverse, 2 - Math.imul(odd, inverse));
  return inverse;
}

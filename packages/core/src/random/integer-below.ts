import { mulHigh } from "./philox.ts";

/**
 * A whole number in [0, bound), bound ≤ 2³²: the upper word of word·bound. That product is even over
 * multiples of 2³² but for its lowest few remainders, whose words are drawn again.
 *
 * D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29, 2019.
 */
export function integerBelow(bound: number, words: { uint32(): number }): number {
  let word = words.uint32();
  if (bound === 2 ** 32) return word;
  let remainder = Math.imul(word, bound) >>> 0;
  if (remainder < bound) {
    const uneven = (2 ** 32 - bound) % bound;
    while (remainder < uneven) {
      word = words.uint32();
      remainder = Math.imul(word, bound) >>> 0;
    }
  }
  return mulHigh(word, bound) >>> 0;
}

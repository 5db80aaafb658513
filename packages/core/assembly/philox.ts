// Philox4x32-10 for sixteen words at once: the four blocks from `block` on, whose counters are
// [block, 0, step, 0]. Contract: src/kernels/fill; the generator: src/random/philox.ts.

const M0: u32 = 0xd2511f53;
const M1: u32 = 0xcd9e8d57;
const W0: u32 = 0x9e3779b9;
const W1: u32 = 0xbb67ae85;

/** Word j of the four blocks, one vector for each j. */
export const WORDS: usize = memory.data(64, 16);

/** What does not depend on the block, as splats: four for the first two rounds, then the keys. */
const FIXED: usize = memory.data(20 * 16, 16);

/**
 * Prepares a stream. Two words of the counter are zero and one is the step, so half of the first
 * two rounds is the same for all blocks.
 */
export function setStream(key0: u32, key1: u32, step: u32): void {
  const product1 = u64(M1) * u64(step);
  const c0 = u32(product1 >> 32) ^ key0;
  const c1 = u32(product1);
  splat(0, key1);
  const product0 = u64(M0) * u64(c0);
  splat(1, c1 ^ (key0 + W0));
  splat(2, u32(product0 >> 32) ^ (key1 + W1));
  splat(3, u32(product0));
  for (let round = 2; round < 10; round++) {
    splat(2 * round, key0 + round * W0);
    splat(2 * round + 1, key1 + round * W1);
  }
}

// @ts-ignore: decorator
@inline
function splat(index: i32, word: u32): void {
  v128.store(FIXED + (index << 4), i32x4.splat(word));
}

/** Draws four blocks into WORDS. */
// @ts-ignore: decorator
@inline
export function drawBlocks(block: u32): void {
  const m0 = i32x4.splat(M0);
  const m1 = i32x4.splat(M1);
  let c0 = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  let low = i64x2.extmul_low_i32x4_u(c0, m0);
  let high = i64x2.extmul_high_i32x4_u(c0, m0);
  let c2 = v128.xor(upper(low, high), v128.load(FIXED));
  const c3 = lower(low, high);
  low = i64x2.extmul_low_i32x4_u(c2, m1);
  high = i64x2.extmul_high_i32x4_u(c2, m1);
  c0 = v128.xor(upper(low, high), v128.load(FIXED, 16));
  let even = lower(low, high);
  c2 = v128.xor(c3, v128.load(FIXED, 32));
  let odd = v128.load(FIXED, 48);
  for (let keys = FIXED + 64; keys < FIXED + 320; keys += 32) {
    low = i64x2.extmul_low_i32x4_u(c0, m0);
    high = i64x2.extmul_high_i32x4_u(c0, m0);
    const low1 = i64x2.extmul_low_i32x4_u(c2, m1);
    const high1 = i64x2.extmul_high_i32x4_u(c2, m1);
    c0 = v128.xor(v128.xor(even, v128.load(keys)), upper(low1, high1));
    c2 = v128.xor(v128.xor(odd, v128.load(keys, 16)), upper(low, high));
    even = lower(low1, high1);
    odd = lower(low, high);
  }
  v128.store(WORDS, c0);
  v128.store(WORDS, even, 16);
  v128.store(WORDS, c2, 32);
  v128.store(WORDS, odd, 48);
}

/** The upper halves of four 64-bit numbers. */
// @ts-ignore: decorator
@inline
function upper(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(low, high, 1, 3, 5, 7);
}

/** The lower halves of four 64-bit numbers. */
// @ts-ignore: decorator
@inline
function lower(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(low, high, 0, 2, 4, 6);
}

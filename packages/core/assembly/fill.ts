// Random fills, sixteen elements at a time, from the words of eight blocks. Contract:
// src/kernels/fill. Fractions and angles follow src/kernels/fill/js.ts operation for operation.
import { centralQuantile, cosine, isFar, ln, sine, tailQuantile } from "./float32";
import { BLOCKS, drawBlocks, setStream, WORDS, WORDS_END } from "./philox";

// Numbers stand in memory: V8 11 is slow with many vector constants.
const TWO_TO_MINUS_24: usize = memory.data<f32>([5.9604644775390625e-8]);
const TWO_TO_MINUS_32: usize = memory.data<f32>([2.3283064365386963e-10]);
const HALF: usize = memory.data<f32>([0.5]);
const MINUS_TWO: usize = memory.data<f32>([-2]);
const SMALLEST_NORMAL: usize = memory.data<f32>([1.1754943508222875e-38]);
/** 2π·2⁻³² */
const RADIANS: usize = memory.data<f32>([1.462918119976564e-9]);
const SIGN: usize = memory.data<u32>([0x80000000]);
const QUARTER: usize = memory.data<u32>([0x40000000]);
const DOUBLES: usize = memory.data<f64>([0.5, 1]);

/** Sixteen elements of which only a part is wanted. */
const PART: usize = memory.data(64, 16);

export function fillConstant(n: i32, out: usize, value: f32): void {
  const x = f32x4.splat(value);
  let at = out << 2;
  const end = at + (<usize>n << 2);
  for (; at + 16 <= end; at += 16) v128.store(at, x);
  for (; at < end; at += 4) store<f32>(at, value);
}

export function fillUniform(
  n: i32, out: usize, key0: u32, key1: u32, step: u32, position: f64, low: f32, width: f32, below: f32,
): void {
  setStream(key0, key1, step);
  let block = firstBlock(position);
  let lane = firstLane(position);
  let at = out << 2;
  for (let left = n; left > 0; block += BLOCKS) {
    drawBlocks(block);
    for (let words = WORDS; words < WORDS_END && left > 0; words += 64, lane = 0) {
      const x0 = uniform(words, low, width, below);
      const x1 = uniform(words + 16, low, width, below);
      const x2 = uniform(words + 32, low, width, below);
      const x3 = uniform(words + 48, low, width, below);
      const taken = min(16 - lane, left);
      put(at, x0, x1, x2, x3, lane, taken);
      at += taken << 2;
      left -= taken;
    }
  }
}

// @ts-ignore: decorator
@inline
function uniform(words: usize, low: f32, width: f32, below: f32): v128 {
  const x = f32x4.add(f32x4.splat(low), f32x4.mul(f32x4.splat(width), fraction(words)));
  return f32x4.pmin(x, f32x4.splat(below));
}

/** ⌊bits/2⁸⌋·2⁻²⁴ */
// @ts-ignore: decorator
@inline
function fraction(words: usize): v128 {
  const bits = i32x4.shr_u(v128.load(words), 8);
  return f32x4.mul(f32x4.convert_i32x4_s(bits), v128.load32_splat(TWO_TO_MINUS_24));
}

export function fillBernoulli(
  n: i32, out: usize, key0: u32, key1: u32, step: u32, position: f64, probability: f32, value: f32,
): void {
  setStream(key0, key1, step);
  let block = firstBlock(position);
  let lane = firstLane(position);
  let at = out << 2;
  for (let left = n; left > 0; block += BLOCKS) {
    drawBlocks(block);
    for (let words = WORDS; words < WORDS_END && left > 0; words += 64, lane = 0) {
      const x0 = bernoulli(words, probability, value);
      const x1 = bernoulli(words + 16, probability, value);
      const x2 = bernoulli(words + 32, probability, value);
      const x3 = bernoulli(words + 48, probability, value);
      const taken = min(16 - lane, left);
      put(at, x0, x1, x2, x3, lane, taken);
      at += taken << 2;
      left -= taken;
    }
  }
}

// @ts-ignore: decorator
@inline
function bernoulli(words: usize, probability: f32, value: f32): v128 {
  return v128.and(f32x4.lt(fraction(words), f32x4.splat(probability)), f32x4.splat(value));
}

export function fillNormal(
  n: i32, out: usize, key0: u32, key1: u32, step: u32, position: f64, mean: f32, std: f32,
): void {
  setStream(key0, key1, step);
  let block = firstBlock(position);
  let lane = firstLane(position);
  let at = out << 2;
  for (let left = n; left > 0; block += BLOCKS) {
    drawBlocks(block);
    for (let words = WORDS; words < WORDS_END && left > 0; words += 64, lane = 0) {
      const rA = radius(words);
      const turnA = v128.load(words, 16);
      const rB = radius(words + 32);
      const turnB = v128.load(words, 48);
      const angleA = angle(turnA), angleB = angle(turnB);
      const sA = f32x4.mul(rA, sine(angleA)), cA = f32x4.mul(rA, cosine(angleA));
      const sB = f32x4.mul(rB, sine(angleB)), cB = f32x4.mul(rB, cosine(angleB));
      const m = f32x4.splat(mean), d = f32x4.splat(std);
      const x0 = f32x4.add(m, f32x4.mul(d, cosineOfTurn(turnA, sA, cA)));
      const x1 = f32x4.add(m, f32x4.mul(d, sineOfTurn(turnA, sA, cA)));
      const x2 = f32x4.add(m, f32x4.mul(d, cosineOfTurn(turnB, sB, cB)));
      const x3 = f32x4.add(m, f32x4.mul(d, sineOfTurn(turnB, sB, cB)));
      const taken = min(16 - lane, left);
      put(at, x0, x1, x2, x3, lane, taken);
      at += taken << 2;
      left -= taken;
    }
  }
}

/** √(−2 ln u), u = (bits + ½)·2⁻³² */
// @ts-ignore: decorator
@inline
function radius(words: usize): v128 {
  const bits = f32x4.convert_i32x4_u(v128.load(words));
  const u = f32x4.mul(f32x4.add(bits, v128.load32_splat(HALF)), v128.load32_splat(TWO_TO_MINUS_32));
  return f32x4.sqrt(f32x4.mul(ln(u), v128.load32_splat(MINUS_TWO)));
}

/** What the nearest quarter leaves of a turn of 2³², within ±π/4. */
// @ts-ignore: decorator
@inline
function angle(turn: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(rest(turn)), v128.load32_splat(RADIANS));
}

// @ts-ignore: decorator
@inline
function rest(turn: v128): v128 {
  return i32x4.shr_s(i32x4.shl(turn, 2), 2);
}

// @ts-ignore: decorator
@inline
function cosineOfTurn(turn: v128, s: v128, c: v128): v128 {
  const quarters = i32x4.sub(turn, rest(turn));
  const value = v128.bitselect(s, c, isOdd(quarters));
  const sign = v128.and(i32x4.add(quarters, v128.load32_splat(QUARTER)), v128.load32_splat(SIGN));
  return v128.xor(value, sign);
}

// @ts-ignore: decorator
@inline
function sineOfTurn(turn: v128, s: v128, c: v128): v128 {
  const quarters = i32x4.sub(turn, rest(turn));
  const value = v128.bitselect(c, s, isOdd(quarters));
  return v128.xor(value, v128.and(quarters, v128.load32_splat(SIGN)));
}

/** All ones where the lower of the two upper bits is set. */
// @ts-ignore: decorator
@inline
function isOdd(quarters: v128): v128 {
  return i32x4.shr_s(i32x4.shl(quarters, 1), 31);
}

export function fillTruncatedNormal(
  n: i32, out: usize, key0: u32, key1: u32, step: u32, position: f64,
  mean: f32, std: f32, low: f64, high: f64, least: f32, most: f32,
): void {
  setStream(key0, key1, step);
  const scale = (high - low) * 2.3283064365386963e-10;
  const base = low + scale * 0.5;
  let block = firstBlock(position);
  let lane = firstLane(position);
  let at = out << 2;
  for (let left = n; left > 0; block += BLOCKS) {
    drawBlocks(block);
    for (let words = WORDS; words < WORDS_END && left > 0; words += 64, lane = 0) {
      let z0 = quantile(words, base, scale, false);
      let z1 = quantile(words + 16, base, scale, false);
      let z2 = quantile(words + 32, base, scale, false);
      let z3 = quantile(words + 48, base, scale, false);
      const farthest = f32x4.pmax(
        f32x4.pmax(f32x4.abs(z0), f32x4.abs(z1)),
        f32x4.pmax(f32x4.abs(z2), f32x4.abs(z3)),
      );
      if (v128.any_true(isFar(farthest))) {
        quantiles(words, base, scale);
        z0 = v128.load(words);
        z1 = v128.load(words, 16);
        z2 = v128.load(words, 32);
        z3 = v128.load(words, 48);
      }
      z0 = clipped(z0, mean, std, least, most);
      z1 = clipped(z1, mean, std, least, most);
      z2 = clipped(z2, mean, std, least, most);
      z3 = clipped(z3, mean, std, least, most);
      const taken = min(16 - lane, left);
      put(at, z0, z1, z2, z3, lane, taken);
      at += taken << 2;
      left -= taken;
    }
  }
}

// @ts-ignore: decorator
@inline
function clipped(z: v128, mean: f32, std: f32, least: f32, most: f32): v128 {
  const x = f32x4.add(f32x4.splat(mean), f32x4.mul(f32x4.splat(std), z));
  return f32x4.pmin(f32x4.pmax(x, f32x4.splat(least)), f32x4.splat(most));
}

/** Replaces sixteen words by their quantiles, tails included. */
function quantiles(words: usize, base: f64, scale: f64): void {
  for (let at = words; at < words + 64; at += 16) v128.store(at, quantile(at, base, scale, true));
}

// @ts-ignore: decorator
@inline
function quantile(words: usize, base: f64, scale: f64, far: bool): v128 {
  const bits = v128.load(words);
  const p0 = probability(bits, base, scale);
  const p1 = probability(v128.shuffle<i64>(bits, bits, 1, 1), base, scale);
  const half = v128.load64_splat(DOUBLES);
  const h = pair(f64x2.sub(p0, half), f64x2.sub(p1, half));
  const z = centralQuantile(h);
  if (!far) return z;
  const one = v128.load64_splat(DOUBLES, 8);
  const q = pair(f64x2.pmin(p0, f64x2.sub(one, p0)), f64x2.pmin(p1, f64x2.sub(one, p1)));
  const tail = tailQuantile(h, f32x4.pmax(q, v128.load32_splat(SMALLEST_NORMAL)));
  return v128.bitselect(tail, z, isFar(z));
}

/** base + scale·bits of the first two lanes. */
// @ts-ignore: decorator
@inline
function probability(bits: v128, base: f64, scale: f64): v128 {
  return f64x2.add(f64x2.splat(base), f64x2.mul(f64x2.splat(scale), f64x2.convert_low_i32x4_u(bits)));
}

/** Four float32 from twice two float64. */
// @ts-ignore: decorator
@inline
function pair(x0: v128, x1: v128): v128 {
  return v128.shuffle<i64>(f32x4.demote_f64x2_zero(x0), f32x4.demote_f64x2_zero(x1), 0, 2);
}

// @ts-ignore: decorator
@inline
function firstBlock(position: f64): u32 {
  return <u32>(<u64>position >> 2);
}

// @ts-ignore: decorator
@inline
function firstLane(position: f64): i32 {
  return <i32>(<u64>position & 3);
}

/** Stores `count` of sixteen elements from `lane` on, given as word j of four blocks for each j. */
// @ts-ignore: decorator
@inline
function put(at: usize, x0: v128, x1: v128, x2: v128, x3: v128, lane: i32, count: i32): void {
  const to = count == 16 ? at : PART;
  const low01 = v128.shuffle<i32>(x0, x1, 0, 4, 1, 5), low23 = v128.shuffle<i32>(x2, x3, 0, 4, 1, 5);
  const high01 = v128.shuffle<i32>(x0, x1, 2, 6, 3, 7), high23 = v128.shuffle<i32>(x2, x3, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<i64>(low01, low23, 0, 2));
  v128.store(to, v128.shuffle<i64>(low01, low23, 1, 3), 16);
  v128.store(to, v128.shuffle<i64>(high01, high23, 0, 2), 32);
  v128.store(to, v128.shuffle<i64>(high01, high23, 1, 3), 48);
  if (count != 16) memory.copy(at, PART + (<usize>lane << 2), <usize>count << 2);
}

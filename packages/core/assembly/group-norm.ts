// Normalization within samples. Contract: src/kernels/group-norm.
//
// A group is `positions` stretches of `width` numbers, each a whole number of vectors and a last one
// of 1 to 4 lanes. Sums run in two chains over a stretch, and from stretch to stretch in float64.
//
// At 64 channels, V8 11: forward 0.12 of the time of the JavaScript kernel, backward 0.09. The last vector of
// a stretch apart from the loop, without a choice in it: 0.76 of the time backward. Four chains instead of
// two: no difference at 64 channels, 1.1 at 16.
import { firstLanes, put, sumAcross } from "./lanes";

export function groupNorm(
  samples: i32, positions: i32, groups: i32, width: i32, x: usize, y: usize, gamma: usize, beta: usize, stats: usize,
  epsilon: f32, centered: i32,
): void {
  if (width == 0) return;
  x <<= 2;
  stats <<= 2;
  gamma <<= 2;
  beta <<= 2;
  const lanes = ((width - 1) & 3) + 1, whole = (width - lanes) << 2, mask = firstLanes(lanes);
  const stride = (groups * width) << 2, size = positions * stride, apart = (y << 2) - x;
  const share = 1.0 / f64(positions * width);
  for (; samples > 0; samples--) {
    for (let group = 0; group < groups; group++) {
      const channel: usize = group * width << 2, start = x + channel, end = start + size;
      let mean: f32 = 0;
      if (centered) {
        let sum: f64 = 0;
        for (let from = start; from < end; from += stride) sum += total(from, whole, mask);
        mean = f32(sum * share);
      }
      const m = f32x4.splat(mean);
      let sum: f64 = 0;
      for (let from = start; from < end; from += stride) sum += squares(from, whole, mask, m);
      const inverse = f32(1.0 / Math.sqrt(sum * share + f64(epsilon)));
      const r = f32x4.splat(inverse);
      f32.store(stats, mean);
      f32.store(stats, inverse, 4);
      stats += 8;
      const c = gamma + channel, b = beta + channel;
      for (let from = start; from < end; from += stride) {
        for (let j = 0; j < whole; j += 16) v128.store(from + j + apart, line(from, j, m, r, gamma, c, beta, b));
        put(from + whole + apart, line(from, whole, m, r, gamma, c, beta, b), lanes);
      }
    }
    x += size;
  }
}

export function groupNormBackward(
  samples: i32, positions: i32, groups: i32, width: i32, x: usize, dy: usize, dx: usize,
  gamma: usize, dgamma: usize, dbeta: usize, stats: usize, centered: i32,
): void {
  if (width == 0) return;
  x <<= 2;
  dx <<= 2;
  stats <<= 2;
  gamma <<= 2;
  dgamma <<= 2;
  dbeta <<= 2;
  const lanes = ((width - 1) & 3) + 1, whole = (width - lanes) << 2, mask = firstLanes(lanes);
  const stride = (groups * width) << 2, size = positions * stride, across = (dy << 2) - x, apart = dx - x;
  const share = 1.0 / f64(positions * width);
  for (; samples > 0; samples--) {
    for (let group = 0; group < groups; group++) {
      const channel: usize = group * width << 2, start = x + channel, end = start + size;
      const m = v128.load32_splat(stats), r = v128.load32_splat(stats, 4);
      stats += 8;
      const c = gamma + channel, dc = dgamma + channel, db = dbeta + channel;
      let shift: f64 = 0, turn: f64 = 0;
      for (let from = start; from < end; from += stride) {
        let slope = v128.load(from + whole + across), normal = normalAt(from + whole, m, r);
        let g = v128.and(scaled(slope, gamma, c + whole), mask);
        let shifts = g, turns = v128.and(f32x4.mul(g, normal), mask);
        if (dbeta) put(db + whole, f32x4.add(v128.load(db + whole), slope), lanes);
        if (dgamma) put(dc + whole, f32x4.add(v128.load(dc + whole), f32x4.mul(slope, normal)), lanes);
        for (let j = 0; j < whole; j += 16) {
          slope = v128.load(from + j + across);
          normal = normalAt(from + j, m, r);
          g = scaled(slope, gamma, c + j);
          if (dbeta) v128.store(db + j, f32x4.add(v128.load(db + j), slope));
          if (dgamma) v128.store(dc + j, f32x4.add(v128.load(dc + j), f32x4.mul(slope, normal)));
          shifts = f32x4.add(shifts, g);
          turns = f32x4.add(turns, f32x4.mul(g, normal));
        }
        shift += f64(f32x4.extract_lane(sumAcross(shifts), 0));
        turn += f64(f32x4.extract_lane(sumAcross(turns), 0));
      }
      if (!dx) continue;
      const a = f32x4.splat(centered ? f32(shift * share) : 0), b = f32x4.splat(f32(turn * share));
      for (let from = start; from < end; from += stride) {
        for (let j = 0; j < whole; j += 16) {
          v128.store(from + j + apart, slopeAt(from, j, across, m, r, a, b, gamma, c));
        }
        put(from + whole + apart, slopeAt(from, whole, across, m, r, a, b, gamma, c), lanes);
      }
    }
    x += size;
  }
}

/** Sum of a stretch. */
// @ts-ignore: decorator
@inline
function total(from: usize, whole: i32, mask: v128): f64 {
  let s0 = v128.and(v128.load(from + whole), mask), s1 = f32x4.splat(0);
  let j = 0;
  for (; j < whole - 16; j += 32) {
    s0 = f32x4.add(s0, v128.load(from + j));
    s1 = f32x4.add(s1, v128.load(from + j, 16));
  }
  if (j < whole) s1 = f32x4.add(s1, v128.load(from + j));
  return f64(f32x4.extract_lane(sumAcross(f32x4.add(s0, s1)), 0));
}

/** Sum of the squares of a stretch less m. */
// @ts-ignore: decorator
@inline
function squares(from: usize, whole: i32, mask: v128, m: v128): f64 {
  let s0 = v128.and(squareAt(from + whole, m), mask), s1 = f32x4.splat(0);
  let j = 0;
  for (; j < whole - 16; j += 32) {
    s0 = f32x4.add(s0, squareAt(from + j, m));
    s1 = f32x4.add(s1, squareAt(from + j + 16, m));
  }
  if (j < whole) s1 = f32x4.add(s1, squareAt(from + j, m));
  return f64(f32x4.extract_lane(sumAcross(f32x4.add(s0, s1)), 0));
}

// @ts-ignore: decorator
@inline
function squareAt(at: usize, m: v128): v128 {
  const d = f32x4.sub(v128.load(at), m);
  return f32x4.mul(d, d);
}

// @ts-ignore: decorator
@inline
function normalAt(at: usize, m: v128, r: v128): v128 {
  return f32x4.mul(f32x4.sub(v128.load(at), m), r);
}

// @ts-ignore: decorator
@inline
function line(from: usize, j: i32, m: v128, r: v128, gamma: usize, c: usize, beta: usize, b: usize): v128 {
  let y = normalAt(from + j, m, r);
  if (gamma) y = f32x4.mul(y, v128.load(c + j));
  if (beta) y = f32x4.add(y, v128.load(b + j));
  return y;
}

// @ts-ignore: decorator
@inline
function slopeAt(from: usize, j: i32, across: usize, m: v128, r: v128, a: v128, b: v128, gamma: usize, c: usize): v128 {
  const g = scaled(v128.load(from + j + across), gamma, c + j);
  const along = f32x4.mul(normalAt(from + j, m, r), b);
  return f32x4.mul(r, f32x4.sub(f32x4.sub(g, a), along));
}

/** γ·dy, or dy where there is no γ. */
// @ts-ignore: decorator
@inline
function scaled(slope: v128, gamma: usize, at: usize): v128 {
  return gamma ? f32x4.mul(slope, v128.load(at)) : slope;
}

// Sums, variances, norms and dot products. Contract: src/kernels/sum.
//
// Sums are blocked: 8 vectors side by side, 8 terms each in float32, whose totals add up in float64.
// A term takes part in 7 + 3 roundings to float32, however many there are.
import { addWide, firstLanes, put, wideSum } from "./lanes";

/** Vectors that a block adds up side by side, and terms of each. */
const TERMS = 8;

export function sumLast(rows: i32, columns: i32, x: usize, xRow: i32, out: usize, divisor: f64): void {
  x <<= 2;
  out <<= 2;
  for (; rows > 0; rows--) {
    store<f32>(out, <f32>(sumOf(false, columns, x, x) / divisor));
    x += xRow << 2;
    out += 4;
  }
}

export function dot(n: i32, a: usize, b: usize, out: usize): void {
  store<f32>(out << 2, <f32>sumOf(true, n, a << 2, b << 2));
}

/** Columns by 16, blocks of 8 rows; then by 4. */
export function sumFirst(rows: i32, columns: i32, x: usize, xRow: i32, out: usize, divisor: f64): void {
  x <<= 2;
  xRow <<= 2;
  out <<= 2;
  for (; columns >= 16; columns -= 16) {
    let t0 = f64x2.splat(0), t1 = t0, t2 = t0, t3 = t0, t4 = t0, t5 = t0, t6 = t0, t7 = t0;
    let at = x;
    for (let left = rows; left > 0; left -= TERMS) {
      let s0 = v128.load(at), s1 = v128.load(at, 16), s2 = v128.load(at, 32), s3 = v128.load(at, 48);
      at += xRow;
      for (let i = min(left, TERMS); i > 1; i--) {
        s0 = f32x4.add(s0, v128.load(at));
        s1 = f32x4.add(s1, v128.load(at, 16));
        s2 = f32x4.add(s2, v128.load(at, 32));
        s3 = f32x4.add(s3, v128.load(at, 48));
        at += xRow;
      }
      t0 = f64x2.add(t0, f64x2.promote_low_f32x4(s0));
      t1 = f64x2.add(t1, upper(s0));
      t2 = f64x2.add(t2, f64x2.promote_low_f32x4(s1));
      t3 = f64x2.add(t3, upper(s1));
      t4 = f64x2.add(t4, f64x2.promote_low_f32x4(s2));
      t5 = f64x2.add(t5, upper(s2));
      t6 = f64x2.add(t6, f64x2.promote_low_f32x4(s3));
      t7 = f64x2.add(t7, upper(s3));
    }
    const by = f64x2.splat(divisor);
    v128.store(out, narrow(f64x2.div(t0, by), f64x2.div(t1, by)));
    v128.store(out, narrow(f64x2.div(t2, by), f64x2.div(t3, by)), 16);
    v128.store(out, narrow(f64x2.div(t4, by), f64x2.div(t5, by)), 32);
    v128.store(out, narrow(f64x2.div(t6, by), f64x2.div(t7, by)), 48);
    x += 64;
    out += 64;
  }
  for (; columns > 0; columns -= 4) {
    let t0 = f64x2.splat(0), t1 = t0;
    let at = x;
    for (let i = rows; i > 0; i--) {
      const value = v128.load(at);
      t0 = f64x2.add(t0, f64x2.promote_low_f32x4(value));
      t1 = f64x2.add(t1, upper(value));
      at += xRow;
    }
    const by = f64x2.splat(divisor);
    put(out, narrow(f64x2.div(t0, by), f64x2.div(t1, by)), columns);
    x += 16;
    out += 16;
  }
}

export function varianceLast(rows: i32, columns: i32, x: usize, xRow: i32, out: usize, divisor: f64): void {
  x <<= 2;
  out <<= 2;
  for (; rows > 0; rows--) {
    const mean = wideSumOf(columns, x) / <f64>columns;
    store<f32>(out, <f32>(squaresAround(mean, columns, x) / divisor));
    x += xRow << 2;
    out += 4;
  }
}

export function varianceFirst(rows: i32, columns: i32, x: usize, xRow: i32, out: usize, divisor: f64): void {
  squaresFirst(true, rows, columns, x << 2, xRow << 2, out << 2, divisor);
}

export function normLast(rows: i32, columns: i32, x: usize, xRow: i32, out: usize): void {
  x <<= 2;
  out <<= 2;
  for (; rows > 0; rows--) {
    store<f32>(out, <f32>sqrt(squaresAround(0, columns, x)));
    x += xRow << 2;
    out += 4;
  }
}

export function normFirst(rows: i32, columns: i32, x: usize, xRow: i32, out: usize): void {
  squaresFirst(false, rows, columns, x << 2, xRow << 2, out << 2, 1);
}

/** Σ x, or Σ x·y. */
// @ts-ignore: decorator
@inline
function sumOf(isDot: boolean, n: i32, x: usize, y: usize): f64 {
  let sums = f64x2.splat(0);
  while (n >= 32) {
    const turns = min(n >> 5, TERMS);
    n -= turns << 5;
    let s0 = term(isDot, x, y, 0), s1 = term(isDot, x, y, 16);
    let s2 = term(isDot, x, y, 32), s3 = term(isDot, x, y, 48);
    let s4 = term(isDot, x, y, 64), s5 = term(isDot, x, y, 80);
    let s6 = term(isDot, x, y, 96), s7 = term(isDot, x, y, 112);
    x += 128;
    y += 128;
    for (let i = turns; i > 1; i--) {
      s0 = f32x4.add(s0, term(isDot, x, y, 0));
      s1 = f32x4.add(s1, term(isDot, x, y, 16));
      s2 = f32x4.add(s2, term(isDot, x, y, 32));
      s3 = f32x4.add(s3, term(isDot, x, y, 48));
      s4 = f32x4.add(s4, term(isDot, x, y, 64));
      s5 = f32x4.add(s5, term(isDot, x, y, 80));
      s6 = f32x4.add(s6, term(isDot, x, y, 96));
      s7 = f32x4.add(s7, term(isDot, x, y, 112));
      x += 128;
      y += 128;
    }
    const low = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
    sums = addWide(sums, f32x4.add(low, f32x4.add(f32x4.add(s4, s5), f32x4.add(s6, s7))));
  }
  let rest = f32x4.splat(0);
  for (; n >= 4; n -= 4) {
    rest = f32x4.add(rest, term(isDot, x, y, 0));
    x += 16;
    y += 16;
  }
  if (n > 0) rest = f32x4.add(rest, v128.and(term(isDot, x, y, 0), firstLanes(n)));
  return wideSum(addWide(sums, rest));
}

// @ts-ignore: decorator
@inline
function term(isDot: boolean, x: usize, y: usize, at: usize): v128 {
  return isDot ? f32x4.mul(v128.load(x + at), v128.load(y + at)) : v128.load(x + at);
}

/** Σ x, in float64 throughout. */
function wideSumOf(n: i32, x: usize): f64 {
  let s0 = f64x2.splat(0), s1 = s0;
  for (; n >= 8; n -= 8) {
    s0 = addWide(s0, v128.load(x));
    s1 = addWide(s1, v128.load(x, 16));
    x += 32;
  }
  for (; n > 0; n -= 4) {
    s0 = addWide(s0, v128.and(v128.load(x), firstLanes(n)));
    x += 16;
  }
  return wideSum(f64x2.add(s0, s1));
}

/** Σ (x − centre)², in float64 throughout: nothing overflows or vanishes. */
function squaresAround(centre: f64, n: i32, x: usize): f64 {
  const c = f64x2.splat(centre);
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  for (; n >= 8; n -= 8) {
    const a = v128.load(x), b = v128.load(x, 16);
    s0 = addSquare(s0, f64x2.promote_low_f32x4(a), c);
    s1 = addSquare(s1, upper(a), c);
    s2 = addSquare(s2, f64x2.promote_low_f32x4(b), c);
    s3 = addSquare(s3, upper(b), c);
    x += 32;
  }
  let sum = wideSum(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
  for (; n > 0; n--) {
    const d = <f64>load<f32>(x) - centre;
    sum += d * d;
    x += 4;
  }
  return sum;
}

/** Variances, or norms, of columns by 4. */
// @ts-ignore: decorator
@inline
function squaresFirst(
  centred: boolean, rows: i32, columns: i32, x: usize, xRow: i32, out: usize, divisor: f64,
): void {
  const end = rows * xRow;
  const count = f64x2.splat(<f64>rows), by = f64x2.splat(divisor);
  for (; columns > 0; columns -= 4) {
    let c0 = f64x2.splat(0), c1 = c0, s0 = c0, s1 = c0;
    if (centred) {
      for (let at = x; at < x + end; at += xRow) {
        const value = v128.load(at);
        c0 = f64x2.add(c0, f64x2.promote_low_f32x4(value));
        c1 = f64x2.add(c1, upper(value));
      }
      c0 = f64x2.div(c0, count);
      c1 = f64x2.div(c1, count);
    }
    for (let at = x; at < x + end; at += xRow) {
      const value = v128.load(at);
      s0 = addSquare(s0, f64x2.promote_low_f32x4(value), c0);
      s1 = addSquare(s1, upper(value), c1);
    }
    s0 = centred ? f64x2.div(s0, by) : f64x2.sqrt(s0);
    s1 = centred ? f64x2.div(s1, by) : f64x2.sqrt(s1);
    put(out, narrow(s0, s1), columns);
    x += 16;
    out += 16;
  }
}

// @ts-ignore: decorator
@inline
function addSquare(sum: v128, x: v128, centre: v128): v128 {
  const d = f64x2.sub(x, centre);
  return f64x2.add(sum, f64x2.mul(d, d));
}

/** The upper two lanes as float64. */
// @ts-ignore: decorator
@inline
function upper(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
}

/** Four float64 as float32. */
// @ts-ignore: decorator
@inline
function narrow(low: v128, high: v128): v128 {
  return v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
}

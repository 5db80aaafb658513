// Extremes and where they stand. Contract: src/kernels/extreme.
import { firstLanes, maxAcross, put } from "./lanes";

const SIGN: usize = memory.data<u32>([0x80000000]);

export function extremeLast(rows: i32, columns: i32, x: usize, xRow: i32, out: usize, least: i32): void {
  x <<= 2;
  out <<= 2;
  const sign = signOf(least);
  for (; rows > 0; rows--) {
    v128.store32_lane(out, v128.xor(extremeOf(columns, x, sign), sign), 0);
    x += xRow << 2;
    out += 4;
  }
}

export function extremeFirst(rows: i32, columns: i32, x: usize, xRow: i32, out: usize, least: i32): void {
  x <<= 2;
  xRow <<= 2;
  out <<= 2;
  const sign = signOf(least), end = rows * xRow;
  for (; columns > 0; columns -= 4) {
    let most = f32x4.splat(-Infinity), none = f32x4.splat(0);
    for (let at = x; at < x + end; at += xRow) {
      const value = v128.xor(v128.load(at), sign);
      most = f32x4.pmax(most, value);
      none = v128.or(none, f32x4.ne(value, value));
    }
    put(out, v128.bitselect(f32x4.splat(NaN), v128.xor(most, sign), none), columns);
    x += 16;
    out += 16;
  }
}

/** First the extreme, then the first place that holds it. */
export function placeLast(rows: i32, columns: i32, x: usize, xRow: i32, out: usize, least: i32): void {
  x <<= 2;
  out <<= 2;
  const sign = signOf(least);
  for (; rows > 0; rows--) {
    const most = extremeOf(columns, x, sign);
    const none = f32x4.ne(most, most);
    for (let j = 0; j < columns; j += 4) {
      const value = v128.xor(v128.load(x + (j << 2)), sign);
      const here = v128.bitselect(f32x4.ne(value, value), f32x4.eq(value, most), none);
      if (v128.any_true(here)) {
        store<f32>(out, <f32>(j + ctz(i32x4.bitmask(here))));
        break;
      }
    }
    x += xRow << 2;
    out += 4;
  }
}

export function placeFirst(rows: i32, columns: i32, x: usize, xRow: i32, out: usize, least: i32): void {
  x <<= 2;
  xRow <<= 2;
  out <<= 2;
  const sign = signOf(least);
  for (; columns > 0; columns -= 4) {
    let most = v128.xor(v128.load(x), sign), place = f32x4.splat(0);
    let at = x;
    for (let i = 1; i < rows; i++) {
      at += xRow;
      const value = v128.xor(v128.load(at), sign);
      const firstNaN = v128.and(f32x4.ne(value, value), f32x4.eq(most, most));
      const isMore = v128.or(f32x4.gt(value, most), firstNaN);
      most = v128.bitselect(value, most, isMore);
      place = v128.bitselect(f32x4.splat(<f32>i), place, isMore);
    }
    put(out, place, columns);
    x += 16;
    out += 16;
  }
}

/** Flips signs where the least is wanted: it is the negative of the largest negative. */
// @ts-ignore: decorator
@inline
function signOf(least: i32): v128 {
  return least ? v128.load32_splat(SIGN) : f32x4.splat(0);
}

/** The largest of x ^ sign in every lane; NaN if there is one. */
function extremeOf(n: i32, x: usize, sign: v128): v128 {
  let m0 = f32x4.splat(-Infinity), m1 = m0, none = f32x4.splat(0);
  for (; n >= 8; n -= 8) {
    const a = v128.xor(v128.load(x), sign), b = v128.xor(v128.load(x, 16), sign);
    m0 = f32x4.pmax(m0, a);
    m1 = f32x4.pmax(m1, b);
    none = v128.or(none, v128.or(f32x4.ne(a, a), f32x4.ne(b, b)));
    x += 32;
  }
  for (; n > 0; n -= 4) {
    const inside = firstLanes(n);
    const a = v128.bitselect(v128.xor(v128.load(x), sign), f32x4.splat(-Infinity), inside);
    m0 = f32x4.pmax(m0, a);
    none = v128.or(none, f32x4.ne(a, a));
    x += 16;
  }
  return v128.any_true(none) ? f32x4.splat(NaN) : maxAcross(f32x4.pmax(m0, m1));
}

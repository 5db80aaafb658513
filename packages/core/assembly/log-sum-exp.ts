// Logarithms of sums of powers. Contract: src/kernels/log-sum-exp.
//
// Powers within 1.4 ulp add up in float64.
import { expOfNegative } from "./exp";
import { ln } from "./float32";
import { addWide, firstLanes, put, wideSum } from "./lanes";
import { rowMax } from "./rows";

const MAGNITUDE: usize = memory.data<u32>([0x7fffffff]);

export function logSumExpLast(rows: i32, columns: i32, x: usize, xRow: i32, out: usize): void {
  x <<= 2;
  out <<= 2;
  // No columns leave an empty last vector.
  const width = min(columns, ((columns - 1) & 3) + 1);
  const whole = (columns - width) << 2;
  const mask = firstLanes(width);
  for (; rows > 0; rows--) {
    const max = rowMax(x, whole, mask);
    const shift = finite(max);
    const sum = f32x4.splat(<f32>sumOfPowers(x, whole, mask, shift));
    v128.store32_lane(out, joined(shift, sum, max), 0);
    x += xRow << 2;
    out += 4;
  }
}

export function logSumExpFirst(rows: i32, columns: i32, x: usize, xRow: i32, out: usize): void {
  x <<= 2;
  xRow <<= 2;
  out <<= 2;
  const end = rows * xRow;
  for (; columns > 0; columns -= 4) {
    let max = f32x4.splat(-Infinity);
    for (let at = x; at < x + end; at += xRow) max = f32x4.pmax(max, v128.load(at));
    const shift = finite(max);
    let low = f64x2.splat(0), high = low;
    for (let at = x; at < x + end; at += xRow) {
      const e = power(v128.load(at), shift);
      low = f64x2.add(low, f64x2.promote_low_f32x4(e));
      high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<f32>(e, e, 2, 3, 2, 3)));
    }
    const sum = v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5);
    put(out, joined(shift, sum, max), columns);
    x += 16;
    out += 16;
  }
}

export function logSoftmax(rows: i32, columns: i32, x: usize, y: usize): void {
  if (columns == 0) return;
  x <<= 2;
  y <<= 2;
  const width = ((columns - 1) & 3) + 1;
  const whole = (columns - width) << 2;
  const mask = firstLanes(width);
  for (; rows > 0; rows--) {
    const max = rowMax(x, whole, mask);
    const sum = f32x4.splat(<f32>sumOfPowers(x, whole, mask, max));
    // NaN in the sum has no logarithm of its own: it goes through the difference.
    const log = f32x4.add(ln(sum), f32x4.sub(sum, sum));
    for (let j = 0; j < whole; j += 16) {
      v128.store(y + j, f32x4.sub(f32x4.sub(v128.load(x + j), max), log));
    }
    put(y + whole, f32x4.sub(f32x4.sub(v128.load(x + whole), max), log), width);
    x += columns << 2;
    y += columns << 2;
  }
}

/** Σ e^(x − shift) over whole vectors and a last one. */
function sumOfPowers(x: usize, whole: i32, mask: v128, shift: v128): f64 {
  let s0 = addWide(f64x2.splat(0), v128.and(power(v128.load(x + whole), shift), mask));
  let s1 = f64x2.splat(0);
  let j = 0;
  for (; j < whole - 16; j += 32) {
    const e0 = power(v128.load(x + j), shift), e1 = power(v128.load(x + j, 16), shift);
    s0 = addWide(s0, e0);
    s1 = addWide(s1, e1);
  }
  if (j < whole) s0 = addWide(s0, power(v128.load(x + j), shift));
  return wideSum(f64x2.add(s0, s1));
}

/** e^(x − shift); 1 where that is infinite, as the sum is of no use there, and NaN of NaN. */
// @ts-ignore: decorator
@inline
function power(x: v128, shift: v128): v128 {
  return expOfNegative(f32x4.pmin(f32x4.sub(x, shift), f32x4.splat(0)));
}

/** The shift, or 0 where it is infinite: x − shift stays a number there. */
// @ts-ignore: decorator
@inline
function finite(max: v128): v128 {
  return v128.and(max, isFinite(max));
}

// @ts-ignore: decorator
@inline
function isFinite(x: v128): v128 {
  return f32x4.lt(v128.and(x, v128.load32_splat(MAGNITUDE)), f32x4.splat(Infinity));
}

/** shift + ln sum; the largest itself where that is infinite; NaN where the sum is. */
// @ts-ignore: decorator
@inline
function joined(shift: v128, sum: v128, max: v128): v128 {
  const none = f32x4.ne(sum, sum);
  const result = v128.bitselect(f32x4.add(shift, ln(sum)), max, isFinite(max));
  return v128.bitselect(sum, result, none);
}

// What kernels share at the end of a row: vectors of which only the first lanes count.
//
// Reading beyond an operand's end stays inside the segment, whose last line is never handed out;
// writing beyond it would change somebody else's numbers.

/** All ones in the first `width` lanes, any number. */
// @ts-ignore: decorator
@inline
export function firstLanes(width: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(width));
}

/** Stores the first `width` lanes: 1 or more, and all four from 4 on. */
// @ts-ignore: decorator
@inline
export function put(at: usize, x: v128, width: i32): void {
  if (width >= 4) {
    v128.store(at, x);
  } else if (width == 3) {
    v128.store64_lane(at, x, 0);
    v128.store32_lane(at, x, 2, 8);
  } else if (width == 2) {
    v128.store64_lane(at, x, 0);
  } else {
    v128.store32_lane(at, x, 0);
  }
}

/** (x0 + x2) + (x1 + x3) in every lane. */
// @ts-ignore: decorator
@inline
export function sumAcross(x: v128): v128 {
  x = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.add(x, v128.shuffle<f32>(x, x, 1, 0, 3, 2));
}

/** The largest lane in every lane. */
// @ts-ignore: decorator
@inline
export function maxAcross(x: v128): v128 {
  x = f32x4.pmax(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.pmax(x, v128.shuffle<f32>(x, x, 1, 0, 3, 2));
}

/** Adds four float32 to two float64, (x0 + x2, x1 + x3). */
// @ts-ignore: decorator
@inline
export function addWide(sums: v128, x: v128): v128 {
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
  return f64x2.add(sums, f64x2.add(f64x2.promote_low_f32x4(x), high));
}

/** The sum of two float64. */
// @ts-ignore: decorator
@inline
export function wideSum(sums: v128): f64 {
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

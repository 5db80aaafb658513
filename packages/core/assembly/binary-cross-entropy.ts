// Binary cross-entropy. Contract: src/kernels/binary-cross-entropy.
import { expOfNegative, negativeAbs, sigmoidFrom } from "./exp";
import { ln } from "./float32";
import { addWide, firstLanes, put, wideSum } from "./lanes";
import { clipped, isClipped, lnOfClipped } from "./probability";

export function sigmoidBinaryCrossEntropy(n: i32, z: usize, t: usize, dz: usize, loss: usize): void {
  z <<= 2;
  t <<= 2;
  dz <<= 2;
  const count = f64(n);
  const share = f32x4.splat(f32(1.0 / count));
  let sums = f64x2.splat(0);
  for (; n > 0; n -= 4) {
    const value = v128.load(z);
    const target = v128.load(t);
    const e = expOfNegative(negativeAbs(value));
    const distance = f32x4.sub(f32x4.pmax(value, f32x4.splat(0)), f32x4.mul(value, target));
    sums = addWide(sums, v128.and(f32x4.add(distance, log1p(e)), firstLanes(n)));
    if (dz) {
      put(dz, f32x4.mul(f32x4.sub(sigmoidFrom(value, e), target), share), n);
      dz += 16;
    }
    z += 16;
    t += 16;
  }
  f32.store(loss << 2, f32(wideSum(sums) / count));
}

export function binaryCrossEntropy(n: i32, p: usize, t: usize, dp: usize, loss: usize): void {
  p <<= 2;
  t <<= 2;
  dp <<= 2;
  const one = f32x4.splat(1);
  const count = f64(n);
  const share = f32x4.splat(f32(1.0 / count));
  let sums = f64x2.splat(0);
  for (; n > 0; n -= 4) {
    const value = v128.load(p);
    const target = v128.load(t);
    const lnOfRest = ln(f32x4.sub(one, clipped(value)));
    const term = f32x4.add(
      f32x4.mul(target, lnOfClipped(value)),
      f32x4.mul(f32x4.sub(one, target), lnOfRest),
    );
    sums = addWide(sums, v128.and(term, firstLanes(n)));
    if (dp) {
      const slope = f32x4.div(f32x4.sub(value, target), f32x4.mul(value, f32x4.sub(one, value)));
      put(dp, v128.andnot(f32x4.mul(slope, share), isClipped(value)), n);
      dp += 16;
    }
    p += 16;
    t += 16;
  }
  f32.store(loss << 2, f32(-wideSum(sums) / count));
}

// 2·artanh s = 2s + 2s³·A(s²), for |s| ≤ ⅓; minimax, relative error 2⁻²⁷. Highest power first.
const A: usize = memory.data<f32>([
  0.28011987357274670, 0.2800180514389996, 0.4002152724893156, 0.6666641628543226,
]);

/** ln(1 + e) for 0 ≤ e ≤ 1, as 2·artanh(e/(2 + e)): exact in relative terms for small e. */
// @ts-ignore: decorator
@inline
function log1p(e: v128): v128 {
  const s = f32x4.div(e, f32x4.add(e, f32x4.splat(2)));
  const square = f32x4.mul(s, s);
  let a = f32x4.add(f32x4.mul(square, v128.load32_splat(A)), v128.load32_splat(A, 4));
  a = f32x4.add(f32x4.mul(square, a), v128.load32_splat(A, 8));
  a = f32x4.add(f32x4.mul(square, a), v128.load32_splat(A, 12));
  return f32x4.add(f32x4.add(s, s), f32x4.mul(f32x4.mul(s, square), a));
}

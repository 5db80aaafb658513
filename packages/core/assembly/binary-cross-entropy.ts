// Binary cross-entropy. Contract: src/kernels/binary-cross-entropy.
import { expOfNegative, negativeAbs, sigmoidFrom } from "./exp";
import { ln } from "./float32";
import { addWide, firstLanes, put, wideSum } from "./lanes";
import { log1p } from "./log1p";
import { clipped, isClipped, lnOfClipped } from "./probability";

export function sigmoidBinaryCrossEntropy(n: i32, z: usize, t: usize, dz: usize, loss: usize, weight: f64): void {
  z <<= 2;
  t <<= 2;
  dz <<= 2;
  const count = f64(n);
  const share = f32x4.splat(f32(weight / count));
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
  f32.store(loss << 2, f32(weight * wideSum(sums) / count));
}

export function binaryCrossEntropy(n: i32, p: usize, t: usize, dp: usize, loss: usize, weight: f64): void {
  p <<= 2;
  t <<= 2;
  dp <<= 2;
  const one = f32x4.splat(1);
  const count = f64(n);
  const share = f32x4.splat(f32(weight / count));
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
  f32.store(loss << 2, f32(-weight * wideSum(sums) / count));
}

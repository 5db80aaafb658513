// Mean squared error. Contract: src/kernels/mean-squared-error.
import { addWide, firstLanes, put, wideSum } from "./lanes";

export function meanSquaredError(n: i32, y: usize, t: usize, dy: usize, loss: usize, weight: f64): void {
  y <<= 2;
  t <<= 2;
  dy <<= 2;
  const count = f64(n);
  const scale = f32x4.splat(f32(2.0 * weight / count));
  let sums = f64x2.splat(0);
  for (; n > 0; n -= 4) {
    const difference = f32x4.sub(v128.load(y), v128.load(t));
    sums = addWide(sums, v128.and(f32x4.mul(difference, difference), firstLanes(n)));
    if (dy) {
      put(dy, f32x4.mul(difference, scale), n);
      dy += 16;
    }
    y += 16;
    t += 16;
  }
  f32.store(loss << 2, f32(weight * wideSum(sums) / count));
}

// Adadelta. Contract: src/kernels/adadelta.
import { put } from "./lanes";
import { meanSquareOf } from "./moments";

export function adadelta(
  n: i32, w: usize, g: usize, v: usize, d: usize, learningRate: f32, rho: f64, epsilon: f32,
): void {
  w <<= 2;
  g <<= 2;
  v <<= 2;
  d <<= 2;
  const eta = f32x4.splat(learningRate), rate = f32x4.splat(f32(1 - rho));
  const eps = f32x4.splat(epsilon);
  for (; n > 0; n -= 4) {
    const gradient = v128.load(g);
    const changes = v128.load(d);
    const square = meanSquareOf(v128.load(v), gradient, rate);
    const ratio = f32x4.div(f32x4.add(changes, eps), f32x4.add(square, eps));
    const change = f32x4.mul(f32x4.sqrt(ratio), gradient);
    put(v, square, n);
    put(d, meanSquareOf(changes, change, rate), n);
    put(w, f32x4.sub(v128.load(w), f32x4.mul(eta, change)), n);
    w += 16;
    g += 16;
    v += 16;
    d += 16;
  }
}

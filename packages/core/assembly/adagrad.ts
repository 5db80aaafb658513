// Adagrad. Contract: src/kernels/adagrad.
import { put } from "./lanes";

export function adagrad(
  n: i32, w: usize, g: usize, sum: usize, learningRate: f32, initial: f32, epsilon: f32,
): void {
  w <<= 2;
  g <<= 2;
  sum <<= 2;
  const eta = f32x4.splat(learningRate), start = f32x4.splat(initial), eps = f32x4.splat(epsilon);
  for (; n > 0; n -= 4) {
    const gradient = v128.load(g);
    const squares = f32x4.add(v128.load(sum), f32x4.mul(gradient, gradient));
    const root = f32x4.add(f32x4.sqrt(f32x4.add(squares, start)), eps);
    put(sum, squares, n);
    put(w, f32x4.sub(v128.load(w), f32x4.div(f32x4.mul(eta, gradient), root)), n);
    w += 16;
    g += 16;
    sum += 16;
  }
}

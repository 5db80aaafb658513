// What becomes of gradients and weights around an optimizer's step. Contract: src/kernels/gradient.
import { addWide, firstLanes, put, wideSum } from "./lanes";

export function sumOfSquares(n: i32, x: usize): f64 {
  x <<= 2;
  let wide = f64x2.splat(0);
  // Float32 within blocks of 256, float64 between them: sums of any length keep their digits.
  while (n >= 16) {
    const end = x + (min(n, 256) & ~15) * 4;
    n -= i32((end - x) >> 2);
    let a = f32x4.splat(0), b = a, c = a, d = a;
    for (; x < end; x += 64) {
      const x0 = v128.load(x), x1 = v128.load(x, 16), x2 = v128.load(x, 32), x3 = v128.load(x, 48);
      a = f32x4.add(a, f32x4.mul(x0, x0));
      b = f32x4.add(b, f32x4.mul(x1, x1));
      c = f32x4.add(c, f32x4.mul(x2, x2));
      d = f32x4.add(d, f32x4.mul(x3, x3));
    }
    wide = addWide(wide, f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
  }
  for (; n > 0; n -= 4, x += 16) {
    const last = v128.and(v128.load(x), firstLanes(n));
    wide = addWide(wide, f32x4.mul(last, last));
  }
  return wideSum(wide);
}

export function scale(n: i32, x: usize, out: usize, factor: f32): void {
  x <<= 2;
  out <<= 2;
  const by = f32x4.splat(factor);
  for (; n > 0; n -= 4, x += 16, out += 16) put(out, f32x4.mul(by, v128.load(x)), n);
}

export function clip(n: i32, x: usize, out: usize, low: f32, high: f32): void {
  x <<= 2;
  out <<= 2;
  const least = f32x4.splat(low), most = f32x4.splat(high);
  for (; n > 0; n -= 4, x += 16, out += 16) {
    // pmax and pmin keep their first operand where it is NaN.
    put(out, f32x4.pmin(f32x4.pmax(v128.load(x), least), most), n);
  }
}

export function penalize(n: i32, w: usize, g: usize, l1: f32, l2: f32): void {
  w <<= 2;
  g <<= 2;
  const slope = f32x4.splat(l1), rate = f32x4.splat(2 * l2), zero = f32x4.splat(0);
  for (; n > 0; n -= 4, w += 16, g += 16) {
    const weight = v128.load(w);
    const up = v128.and(slope, f32x4.gt(weight, zero)), down = v128.and(slope, f32x4.lt(weight, zero));
    const slopes = f32x4.add(f32x4.mul(rate, weight), f32x4.sub(up, down));
    put(g, f32x4.add(v128.load(g), slopes), n);
  }
}

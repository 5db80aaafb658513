// The logarithm near 1, of four float32.

// 2·artanh s = 2s + 2s³·A(s²), for |s| ≤ ⅓; minimax, relative error 2⁻²⁷. Highest power first.
const A: usize = memory.data<f32>([
  0.28011987357274670, 0.2800180514389996, 0.4002152724893156, 0.6666641628543226,
]);

/** ln(1 + e) for 0 ≤ e ≤ 1, as 2·artanh(e/(2 + e)): exact in relative terms for small e. */
// @ts-ignore: decorator
@inline
export function log1p(e: v128): v128 {
  const s = f32x4.div(e, f32x4.add(e, f32x4.splat(2)));
  const square = f32x4.mul(s, s);
  let a = f32x4.add(f32x4.mul(square, v128.load32_splat(A)), v128.load32_splat(A, 4));
  a = f32x4.add(f32x4.mul(square, a), v128.load32_splat(A, 8));
  a = f32x4.add(f32x4.mul(square, a), v128.load32_splat(A, 12));
  return f32x4.add(f32x4.add(s, s), f32x4.mul(f32x4.mul(s, square), a));
}

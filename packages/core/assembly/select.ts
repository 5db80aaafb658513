// A choice between two operands. Contract: src/kernels/select.
import { put } from "./lanes";

export function select(
  rows: i32, columns: i32, c: usize, cRow: i32, cStep: i32, a: usize, aRow: i32, aStep: i32, b: usize, bRow: i32,
  bStep: i32, out: usize, outRow: i32,
): void {
  for (; rows > 0; rows--) {
    let ci = c << 2, ai = a << 2, bi = b << 2, to = out << 2;
    for (let n = columns; n > 0; n -= 4) {
      const x = at(ai, aStep), y = at(bi, bStep);
      put(to, v128.bitselect(y, x, f32x4.eq(at(ci, cStep), f32x4.splat(0))), n);
      ci += cStep << 4;
      ai += aStep << 4;
      bi += bStep << 4;
      to += 16;
    }
    c += cRow;
    a += aRow;
    b += bRow;
    out += outRow;
  }
}

/** The next four elements, or one of them four times. */
// @ts-ignore: decorator
@inline
function at(x: usize, step: i32): v128 {
  return step ? v128.load(x) : v128.load32_splat(x);
}

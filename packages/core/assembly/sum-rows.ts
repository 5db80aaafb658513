// Column sums. Contract: src/kernels/sum-rows.
import { put } from "./lanes";

/** Columns by 16, then by 4, each once down all rows. */
export function sumRows(rows: i32, columns: i32, x: usize, out: usize): void {
  x <<= 2;
  out <<= 2;
  const stride = columns << 2;
  const end = rows * stride;
  for (; columns >= 16; columns -= 16) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    for (let at = x; at < x + end; at += stride) {
      s0 = f32x4.add(s0, v128.load(at));
      s1 = f32x4.add(s1, v128.load(at, 16));
      s2 = f32x4.add(s2, v128.load(at, 32));
      s3 = f32x4.add(s3, v128.load(at, 48));
    }
    v128.store(out, f32x4.add(v128.load(out), s0));
    v128.store(out, f32x4.add(v128.load(out, 16), s1), 16);
    v128.store(out, f32x4.add(v128.load(out, 32), s2), 32);
    v128.store(out, f32x4.add(v128.load(out, 48), s3), 48);
    x += 64;
    out += 64;
  }
  for (; columns > 0; columns -= 4) {
    let sum = f32x4.splat(0);
    for (let at = x; at < x + end; at += stride) sum = f32x4.add(sum, v128.load(at));
    put(out, f32x4.add(v128.load(out), sum), columns);
    x += 16;
    out += 16;
  }
}

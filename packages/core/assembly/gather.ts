// Rows by number. Contract: src/kernels/gather.
import { put } from "./lanes";

/** From this many bytes on the platform's copy is faster than a loop of vectors, V8 11. */
const LONG = 1024;

export function firstOutside(n: i32, indices: usize, end: i32): i32 {
  indices <<= 2;
  const zero = f32x4.splat(0), most = f32x4.splat(<f32>end);
  let i = 0;
  for (; i <= n - 4; i += 4) {
    const x = v128.load(indices + (i << 2));
    const inside = v128.and(f32x4.ge(x, zero), f32x4.lt(x, most));
    if (!i32x4.all_true(v128.and(inside, f32x4.eq(x, f32x4.floor(x))))) break;
  }
  for (; i < n; i++) {
    const x = load<f32>(indices + (i << 2));
    if (!(x >= 0 && x < <f32>end && x == floor(x))) return i;
  }
  return -1;
}

export function gatherRows(n: i32, length: i32, x: usize, indices: usize, out: usize): void {
  x <<= 2;
  indices <<= 2;
  out <<= 2;
  const bytes = length << 2;
  for (let i = 0; i < n; i++) {
    const row = x + i32(load<f32>(indices + (i << 2))) * bytes;
    if (bytes >= LONG) {
      memory.copy(out, row, bytes);
    } else {
      for (let j = 0; j < length; j += 4) put(out + (j << 2), v128.load(row + (j << 2)), length - j);
    }
    out += bytes;
  }
}

export function scatterAddRows(n: i32, length: i32, x: usize, indices: usize, out: usize): void {
  x <<= 2;
  indices <<= 2;
  out <<= 2;
  const bytes = length << 2, width = length & 3, whole = (length - width) << 2;
  for (let i = 0; i < n; i++) {
    const row = out + i32(load<f32>(indices + (i << 2))) * bytes;
    let j = 0;
    for (; j < whole; j += 16) v128.store(row + j, f32x4.add(v128.load(row + j), v128.load(x + j)));
    if (width) put(row + j, f32x4.add(v128.load(row + j), v128.load(x + j)), width);
    x += bytes;
  }
}

export function oneHot(n: i32, classes: i32, indices: usize, out: usize): void {
  indices <<= 2;
  out <<= 2;
  const bytes = classes << 2;
  memory.fill(out, 0, n * bytes);
  for (let i = 0; i < n; i++) {
    store<f32>(out + (i32(load<f32>(indices + (i << 2))) << 2), 1);
    out += bytes;
  }
}

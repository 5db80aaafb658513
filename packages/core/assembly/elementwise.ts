// Element by element. Contract: src/kernels/elementwise.
import { put } from "./lanes";

export function add(n: i32, a: usize, b: usize, out: usize): void {
  a <<= 2;
  b <<= 2;
  out <<= 2;
  for (; n >= 16; n -= 16) {
    v128.store(out, f32x4.add(v128.load(a), v128.load(b)));
    v128.store(out, f32x4.add(v128.load(a, 16), v128.load(b, 16)), 16);
    v128.store(out, f32x4.add(v128.load(a, 32), v128.load(b, 32)), 32);
    v128.store(out, f32x4.add(v128.load(a, 48), v128.load(b, 48)), 48);
    a += 64;
    b += 64;
    out += 64;
  }
  for (; n > 0; n -= 4) {
    put(out, f32x4.add(v128.load(a), v128.load(b)), n);
    a += 16;
    b += 16;
    out += 16;
  }
}

export function multiply(n: i32, a: usize, b: usize, out: usize): void {
  a <<= 2;
  b <<= 2;
  out <<= 2;
  for (; n >= 16; n -= 16) {
    v128.store(out, f32x4.mul(v128.load(a), v128.load(b)));
    v128.store(out, f32x4.mul(v128.load(a, 16), v128.load(b, 16)), 16);
    v128.store(out, f32x4.mul(v128.load(a, 32), v128.load(b, 32)), 32);
    v128.store(out, f32x4.mul(v128.load(a, 48), v128.load(b, 48)), 48);
    a += 64;
    b += 64;
    out += 64;
  }
  for (; n > 0; n -= 4) {
    put(out, f32x4.mul(v128.load(a), v128.load(b)), n);
    a += 16;
    b += 16;
    out += 16;
  }
}

export function copy(n: i32, x: usize, out: usize): void {
  memory.copy(out << 2, x << 2, n << 2);
}

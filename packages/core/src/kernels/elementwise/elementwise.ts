/**
 * Element by element over `n`; `out` may be an operand.
 *
 *     add        out = a + b
 *     multiply   out = a·b
 *     copy       out = x
 */
export interface Elementwise {
  add(n: number, a: number, b: number, out: number): void;
  multiply(n: number, a: number, b: number, out: number): void;
  copy(n: number, x: number, out: number): void;
}

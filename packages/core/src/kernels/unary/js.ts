import { cos, sin } from "../angle.ts";
import { exp, ln } from "../math.ts";
import type { Unary } from "./unary.ts";

/** Adding and subtracting it rounds numbers below 2⁵¹ to whole ones, ties to even. */
const ROUNDER = 1.5 * 2 ** 52;

/** Float64 rounded once, the same on every engine. */
export function unaryJs(heap: Float32Array): Unary {
  return {
    negate(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = -heap[x + i];
    },
    absolute(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = Math.abs(heap[x + i]);
    },
    square(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = heap[x + i] * heap[x + i];
    },
    squareRoot(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = Math.sqrt(heap[x + i]);
    },
    reciprocal(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = 1 / heap[x + i];
    },
    sign(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = Math.sign(heap[x + i]);
    },
    floor(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = Math.floor(heap[x + i]);
    },
    ceil(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = Math.ceil(heap[x + i]);
    },
    round(n, x, y) {
      for (let i = 0; i < n; i++) {
        const value = heap[x + i];
        // From 2²³ on every float32 is whole.
        heap[y + i] = Math.abs(value) < 2 ** 23 ? value + ROUNDER - ROUNDER : value;
      }
    },
    exp(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = exp(heap[x + i]);
    },
    log(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = ln(heap[x + i]);
    },
    sin(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = sin(heap[x + i]);
    },
    cos(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = cos(heap[x + i]);
    },
  };
}

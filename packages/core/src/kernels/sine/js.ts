import { cos, sin } from "../angle.ts";
import type { Sine } from "./sine.ts";

export function sineJs(heap: Float32Array): Sine {
  return {
    sine(n, x, y, omega) {
      for (let i = 0; i < n; i++) heap[y + i] = sin(Math.fround(omega * heap[x + i]));
    },
    sineBackward(n, x, dy, dx, omega) {
      for (let i = 0; i < n; i++) {
        heap[dx + i] = heap[dy + i] * omega * cos(Math.fround(omega * heap[x + i]));
      }
    },
  };
}

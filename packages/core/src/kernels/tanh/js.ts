import { tanh } from "../math.ts";
import type { Tanh } from "./tanh.ts";

/** Float64 rounded once: half an ulp, and 2⁻¹⁸ more. */
export function tanhJs(heap: Float32Array): Tanh {
  return {
    tanh(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = tanh(heap[x + i]);
    },
    tanhBackward(n, y, dy, dx) {
      for (let i = 0; i < n; i++) {
        const value = heap[y + i];
        heap[dx + i] = heap[dy + i] * (1 - value * value);
      }
    },
  };
}

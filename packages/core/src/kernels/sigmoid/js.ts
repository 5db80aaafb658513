import { exp } from "../math.ts";
import type { Sigmoid } from "./sigmoid.ts";

/** Float64 rounded once: half an ulp, and 2⁻²⁹ more. */
export function sigmoidJs(heap: Float32Array): Sigmoid {
  return {
    sigmoid(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = 1 / (1 + exp(-heap[x + i]));
    },
    sigmoidBackward(n, y, dy, dx) {
      for (let i = 0; i < n; i++) {
        const value = heap[y + i];
        heap[dx + i] = heap[dy + i] * value * (1 - value);
      }
    },
  };
}

import type { Piecewise } from "./piecewise.ts";

export function piecewiseReference(heap: Float64Array): Piecewise {
  const clamp = (x: number, high: number): number => Math.min(Math.max(x, 0), high);
  return {
    relu6(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = clamp(heap[x + i], 6);
    },
    relu6Backward(n, y, dy, dx) {
      for (let i = 0; i < n; i++)
        heap[dx + i] = heap[y + i] > 0 && heap[y + i] < 6 ? heap[dy + i] : 0;
    },
    hardSigmoid(n, x, y) {
      for (let i = 0; i < n; i++) heap[y + i] = clamp(heap[x + i] / 6 + 0.5, 1);
    },
    hardSigmoidBackward(n, y, dy, dx) {
      for (let i = 0; i < n; i++) {
        heap[dx + i] = heap[y + i] > 0 && heap[y + i] < 1 ? heap[dy + i] / 6 : 0;
      }
    },
    hardSwish(n, x, y) {
      for (let i = 0; i < n; i++) {
        const value = heap[x + i];
        heap[y + i] = value <= -3 ? 0 : value * clamp(value / 6 + 0.5, 1);
      }
    },
    hardSwishBackward(n, x, dy, dx) {
      for (let i = 0; i < n; i++) {
        const value = heap[x + i];
        heap[dx + i] = heap[dy + i] * (value <= -3 ? 0 : value >= 3 ? 1 : value / 3 + 0.5);
      }
    },
    softsign(n, x, y) {
      for (let i = 0; i < n; i++) {
        const value = heap[x + i];
        heap[y + i] =
          Math.abs(value) === Infinity ? Math.sign(value) : value / (1 + Math.abs(value));
      }
    },
    softsignBackward(n, y, dy, dx) {
      for (let i = 0; i < n; i++) heap[dx + i] = heap[dy + i] * (1 - Math.abs(heap[y + i])) ** 2;
    },
  };
}

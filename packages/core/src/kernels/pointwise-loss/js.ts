import { exp, ln, log, log1p, tanh } from "../math.ts";
import { EPSILON, type PointwiseLoss } from "./pointwise-loss.ts";

export function pointwiseLossJs(heap: Float32Array): PointwiseLoss {
  return {
    absoluteError(n, y, t, dy, loss, weight) {
      const scale = weight / n;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const d = heap[y + i] - heap[t + i];
        sum += Math.abs(d);
        if (dy) heap[dy + i] = Math.sign(d) * scale;
      }
      heap[loss] = sum * scale;
    },
    huber(n, y, t, dy, loss, weight, delta) {
      const scale = weight / n;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const d = heap[y + i] - heap[t + i];
        const size = Math.abs(d);
        const inner = Math.min(size, delta);
        sum += inner * (size - 0.5 * inner);
        if (dy) heap[dy + i] = (d < 0 ? -inner : inner) * scale;
      }
      heap[loss] = sum * scale;
    },
    logCosh(n, y, t, dy, loss, weight) {
      const scale = weight / n;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const d = heap[y + i] - heap[t + i];
        sum += lnCosh(Math.abs(d));
        if (dy) heap[dy + i] = tanh(d) * scale;
      }
      heap[loss] = sum * scale;
    },
    hinge(n, y, t, dy, loss, weight) {
      const scale = weight / n;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const target = heap[t + i];
        const miss = 1 - target * heap[y + i];
        sum += Math.max(miss, 0);
        if (dy) heap[dy + i] = miss > 0 ? -target * scale : 0;
      }
      heap[loss] = sum * scale;
    },
    squaredHinge(n, y, t, dy, loss, weight) {
      const scale = weight / n;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const target = heap[t + i];
        const miss = Math.max(1 - target * heap[y + i], 0);
        sum += miss * miss;
        if (dy) heap[dy + i] = -2 * target * miss * scale;
      }
      heap[loss] = sum * scale;
    },
    poisson(n, y, t, dy, loss, weight) {
      const scale = weight / n;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const value = heap[y + i];
        const target = heap[t + i];
        const rate = value + EPSILON > 0 ? value + EPSILON : Number.NaN;
        sum += value - target * ln(rate);
        if (dy) heap[dy + i] = (1 - target / rate) * scale;
      }
      heap[loss] = sum * scale;
    },
    divergence(n, y, t, dy, loss, weight) {
      const scale = weight / n;
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const value = heap[y + i];
        const target = heap[t + i];
        const clipped = Math.min(Math.max(value, EPSILON), 1);
        sum += target === 0 ? 0 * value : target * log(target / clipped);
        const isFlat = target === 0 || value < EPSILON || value > 1;
        if (dy) heap[dy + i] = isFlat ? 0 : (-target / value) * scale;
      }
      heap[loss] = sum * scale;
    },
  };
}

/** ln cosh d for d ≥ 0, by Taylor's series around 0, where ln 2 would be taken from ln 2. */
function lnCosh(d: number): number {
  const s = d * d;
  if (d < 0.01) return s * (0.5 - s * (1 / 12 - s / 45));
  return d - Math.LN2 + log1p(exp(-2 * d));
}

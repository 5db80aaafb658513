import { EPSILON, type PointwiseLoss } from "./pointwise-loss.ts";

type Term = (y: number, t: number) => readonly [term: number, slope: number];

export function pointwiseLossReference(heap: Float64Array): PointwiseLoss {
  const mean =
    (pair: Term): PointwiseLoss["logCosh"] =>
    (n, y, t, dy, loss, weight) => {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const [term, slope] = pair(heap[y + i], heap[t + i]);
        sum += term;
        if (dy) heap[dy + i] = (weight * slope) / n;
      }
      heap[loss] = (weight * sum) / n;
    };

  const huberOf =
    (delta: number): Term =>
    (y, t) => {
      const d = y - t;
      if (Math.abs(d) > delta) return [delta * (Math.abs(d) - delta / 2), delta * Math.sign(d)];
      return [(d * d) / 2, d];
    };

  return {
    absoluteError: mean((y, t) => [Math.abs(y - t), Math.sign(y - t)]),
    huber: (n, y, t, dy, loss, weight, delta) => mean(huberOf(delta))(n, y, t, dy, loss, weight),
    logCosh: mean((y, t) => {
      const d = Math.abs(y - t);
      // cosh d = 1 + 2·sinh²(d/2) does not cancel near 0, and the other form does not overflow.
      const term =
        d < 1 ? Math.log1p(2 * Math.sinh(d / 2) ** 2) : d + Math.log1p(Math.exp(-2 * d)) - Math.LN2;
      return [term, Math.tanh(y - t)];
    }),
    hinge: mean((y, t) => {
      const miss = 1 - t * y;
      return [Math.max(miss, 0), miss > 0 ? -t : 0];
    }),
    squaredHinge: mean((y, t) => {
      const miss = Math.max(1 - t * y, 0);
      return [miss * miss, -2 * t * miss];
    }),
    poisson: mean((y, t) => {
      const rate = y + EPSILON;
      return rate <= 0 ? [Number.NaN, Number.NaN] : [y - t * Math.log(rate), 1 - t / rate];
    }),
    divergence: mean((y, t) => {
      const clipped = Math.min(Math.max(y, EPSILON), 1);
      const isClipped = y < EPSILON || y > 1;
      return [t === 0 ? 0 * y : t * Math.log(t / clipped), isClipped || t === 0 ? 0 : -t / y];
    }),
  };
}

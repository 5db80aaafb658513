import { normalCdf } from "../../random/normal-cdf.ts";
import type { Smooth } from "./smooth.ts";

type Curve = (x: number) => number;

const sigma: Curve = (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)));
const bell: Curve = (x) => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
/** tanh(ln(1 + e^x)). */
const mishGate: Curve = (x) => Math.tanh(Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
const bend: Curve = (x) => 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3);
const bendSlope: Curve = (x) => 2 * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);

/** x·gate(x), whose limit at −∞ is 0. */
const gated = (x: number, gate: Curve): number => (x === -Infinity ? 0 : x * gate(x));

/** gate + x·gate′(x), whose limits are 0 and 1. */
const slopeOf = (x: number, gate: Curve, slope: Curve): number =>
  Math.abs(x) > 1e3 ? Number(x > 0) : gate(x) + x * slope(x);

export function smoothReference(heap: Float64Array): Smooth {
  const forward =
    (f: Curve) =>
    (n: number, x: number, y: number): void => {
      for (let i = 0; i < n; i++) heap[y + i] = f(heap[x + i]);
    };
  const backward =
    (slope: Curve) =>
    (n: number, at: number, dy: number, dx: number): void => {
      for (let i = 0; i < n; i++) heap[dx + i] = heap[dy + i] * slope(heap[at + i]);
    };
  return {
    elu: (n, x, y, scale, gain, width) =>
      forward((value) => (value > 0 ? scale * value : gain * Math.expm1(value / width)))(n, x, y),
    eluBackward: (n, y, dy, dx, scale, gain, width) =>
      backward((value) => (value > 0 ? scale : (value + gain) / width))(n, y, dy, dx),
    softplus: forward((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
    softplusBackward: backward((y) => -Math.expm1(-y)),
    silu: forward((x) => gated(x, sigma)),
    siluBackward: backward((x) => slopeOf(x, sigma, (x) => sigma(x) * sigma(-x))),
    mish: forward((x) => gated(x, mishGate)),
    mishBackward: backward((x) =>
      slopeOf(x, mishGate, (x) => sigma(x) * (1 - mishGate(x)) * (1 + mishGate(x))),
    ),
    gelu: forward((x) => gated(x, normalCdf)),
    geluBackward: backward((x) => slopeOf(x, normalCdf, bell)),
    geluTanh: forward((x) => gated(x, (x) => sigma(bend(x)))),
    geluTanhBackward: backward((x) =>
      slopeOf(
        x,
        (x) => sigma(bend(x)),
        (x) => sigma(bend(x)) * sigma(-bend(x)) * bendSlope(x),
      ),
    ),
  };
}

import { exp, log1p } from "../math.ts";
import type { Smooth } from "./smooth.ts";

/** x·gate is 0 from here down: e^x is far below the least float32. */
const LEAST = -200;
/** 2·√(2/π), and its product with 0.044715. */
const BEND = 1.5957691216057308;
const CUBE = 0.07135481282719226;
const INVERSE_ROOT_TAU = 0.3989422804014327;

/** Float64 rounded once. */
export function smoothJs(heap: Float32Array): Smooth {
  return {
    elu(n, x, y, scale, gain, width) {
      for (let i = 0; i < n; i++) {
        const value = heap[x + i];
        heap[y + i] = value > 0 ? scale * value : gain * expm1OfNegative(value / width);
      }
    },
    eluBackward(n, y, dy, dx, scale, gain, width) {
      for (let i = 0; i < n; i++) {
        const value = heap[y + i];
        heap[dx + i] = heap[dy + i] * (value > 0 ? scale : (value + gain) / width);
      }
    },
    softplus(n, x, y) {
      for (let i = 0; i < n; i++) {
        const value = heap[x + i];
        heap[y + i] = Math.max(value, 0) + log1p(exp(-Math.abs(value)));
      }
    },
    softplusBackward(n, y, dy, dx) {
      for (let i = 0; i < n; i++) heap[dx + i] = heap[dy + i] * -expm1OfNegative(-heap[y + i]);
    },
    silu(n, x, y) {
      for (let i = 0; i < n; i++) {
        const value = Math.max(heap[x + i], LEAST);
        heap[y + i] = value * sigma(value);
      }
    },
    siluBackward(n, x, dy, dx) {
      for (let i = 0; i < n; i++) {
        const value = clamped(heap[x + i]);
        const s = sigma(value);
        heap[dx + i] = heap[dy + i] * (s * (1 + value * (1 - s)));
      }
    },
    mish(n, x, y) {
      for (let i = 0; i < n; i++) {
        const value = Math.max(heap[x + i], LEAST);
        heap[y + i] = value * mishGate(value);
      }
    },
    mishBackward(n, x, dy, dx) {
      for (let i = 0; i < n; i++) {
        const value = clamped(heap[x + i]);
        const t = mishGate(value);
        heap[dx + i] = heap[dy + i] * (t + value * sigma(value) * (1 - t) * (1 + t));
      }
    },
    gelu(n, x, y) {
      for (let i = 0; i < n; i++) {
        const value = Math.max(heap[x + i], LEAST);
        heap[y + i] = value * normalShare(value, exp(-0.5 * value * value));
      }
    },
    geluBackward(n, x, dy, dx) {
      for (let i = 0; i < n; i++) {
        const value = clamped(heap[x + i]);
        const bell = exp(-0.5 * value * value);
        heap[dx + i] = heap[dy + i] * (normalShare(value, bell) + value * INVERSE_ROOT_TAU * bell);
      }
    },
    geluTanh(n, x, y) {
      for (let i = 0; i < n; i++) {
        const value = Math.max(heap[x + i], LEAST);
        heap[y + i] = value * sigma(value * (BEND + CUBE * value * value));
      }
    },
    geluTanhBackward(n, x, dy, dx) {
      for (let i = 0; i < n; i++) {
        const value = clamped(heap[x + i]);
        const square = value * value;
        const s = sigma(value * (BEND + CUBE * square));
        heap[dx + i] = heap[dy + i] * (s + value * s * (1 - s) * (BEND + 3 * CUBE * square));
      }
    },
  };
}

/** Beyond ±200 every slope is its limit. */
function clamped(x: number): number {
  return Math.min(Math.max(x, LEAST), -LEAST);
}

function sigma(x: number): number {
  return 1 / (1 + exp(-x));
}

/** e^x − 1 for x ≤ 0: by its series where that cancels. */
function expm1OfNegative(x: number): number {
  return x > -1e-3 ? x * (1 + x * (1 / 2 + x * (1 / 6 + x * (1 / 24)))) : exp(x) - 1;
}

/** tanh(ln(1 + e^x)), from e^−|x| so that nothing overflows or cancels. */
function mishGate(x: number): number {
  const e = exp(-Math.abs(x));
  return x < 0 ? (e * (e + 2)) / (e * (e + 2) + 2) : (1 + 2 * e) / (1 + 2 * e * (1 + e));
}

/**
 * Φ(x) from e^(−x²/2), relative error below 8·10⁻⁹, the lower tail included.
 *
 *     Φ(−z) = e^(−z²/2)·P(t)    t = 3/(3 + z)    z ≥ 0
 *
 * P is the minimax polynomial of degree 9 on 0 ≤ z ≤ 14; farther out the product is 0 in float32.
 */
function normalShare(x: number, bell: number): number {
  const t = 3 / (3 + Math.abs(x));
  const p =
    5.667461740277865e-6 +
    t *
      (0.1328258296164291 +
        t *
          (0.13481999112089368 +
            t *
              (0.10574156989744125 +
                t *
                  (0.14187563260264077 +
                    t *
                      (-0.09938987884706045 +
                        t *
                          (0.2805448210799937 +
                            t *
                              (-0.32218288620487756 +
                                t * (0.15323926657029102 + t * -0.02748001216323814))))))));
  return x < 0 ? bell * p : 1 - bell * p;
}

/**
 * Smooth activations over `n` elements; results may overwrite operands. Φ is the distribution
 * function of a standard normal, φ its density, σ the logistic function.
 *
 *     elu        y = x > 0 ? scale·x : gain·(e^(x/width) − 1)      dx = dy·(y > 0 ? scale : (y + gain)/width)
 *     softplus   y = ln(1 + e^x)                                  dx = dy·(1 − e^−y)
 *     silu       y = x·σ(x)                                       dx = dy·σ·(1 + x·(1 − σ))
 *     mish       y = x·t,  t = tanh(softplus(x))                  dx = dy·(t + x·σ·(1 − t²))
 *     gelu       y = x·Φ(x)                                       dx = dy·(Φ + x·φ)
 *     geluTanh   y = x·σ(2u),  u = √(2/π)·(x + 0.044715·x³)       dx = dy·(σ + 2·x·σ·(1 − σ)·u′)
 *
 * elu has scale 1 and width 1, selu scale λ and width 1, celu scale 1 and gain = width. The backward
 * passes of elu and softplus read the output, the others the input. NaN passes; ±∞ give the limits.
 */
export interface Smooth {
  elu(n: number, x: number, y: number, scale: number, gain: number, width: number): void;
  eluBackward(
    n: number,
    y: number,
    dy: number,
    dx: number,
    scale: number,
    gain: number,
    width: number,
  ): void;
  softplus(n: number, x: number, y: number): void;
  softplusBackward(n: number, y: number, dy: number, dx: number): void;
  silu(n: number, x: number, y: number): void;
  siluBackward(n: number, x: number, dy: number, dx: number): void;
  mish(n: number, x: number, y: number): void;
  mishBackward(n: number, x: number, dy: number, dx: number): void;
  gelu(n: number, x: number, y: number): void;
  geluBackward(n: number, x: number, dy: number, dx: number): void;
  geluTanh(n: number, x: number, y: number): void;
  geluTanhBackward(n: number, x: number, dy: number, dx: number): void;
}

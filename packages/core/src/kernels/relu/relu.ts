/**
 * Rectifiers over `n` elements; results may overwrite operands.
 *
 *     relu        y = max(x, 0)                      dx = y > 0 ? dy : 0
 *     leakyRelu   y = x > 0 ? x : slope·x            dx = y > 0 ? dy : slope·dy        slope ≥ 0
 *
 * The backward passes read the output: for slope ≥ 0 its sign is that of the input. NaN passes
 * through forward.
 */
export interface Relu {
  relu(n: number, x: number, y: number): void;
  reluBackward(n: number, y: number, dy: number, dx: number): void;
  leakyRelu(n: number, x: number, y: number, slope: number): void;
  leakyReluBackward(n: number, y: number, dy: number, dx: number, slope: number): void;
}

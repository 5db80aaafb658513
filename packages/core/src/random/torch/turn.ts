import { cos, sin } from "../../kernels/angle.ts";

/**
 * [cos x, sin x] in float64 for 0 ≤ x ≤ 2π, the same on every engine. Absolute error below 2⁻⁵².
 *
 * @example cosineAndSine(0) // [1, 0]
 */
export function cosineAndSine(x: number): [number, number] {
  return [cos(x), sin(x)];
}

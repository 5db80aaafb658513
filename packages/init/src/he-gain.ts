import { expectPositive } from "./check.ts";

/** The factor of He's laws: √(2/(1 + a²)) for a leaky ReLU of slope a, or the one that is given. */
export function heGain(
  name: string,
  negativeSlope: number | undefined,
  gain: number | undefined,
): number {
  const a = negativeSlope ?? 0;
  if (gain === undefined) return Math.sqrt(2 / (1 + a * a));
  if (negativeSlope !== undefined) {
    throw new RangeError(`${name}: expected negativeSlope or gain, got both`);
  }
  return expectPositive(gain, `${name}: gain`);
}

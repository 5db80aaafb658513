import { expectPositive } from "./check.ts";

/** √(2/(1 + a²)), for functions that are x above 0 and a·x below. */
export function gainOfSlope(a: number): number {
  return Math.sqrt(2 / (1 + a * a));
}

/** The factor of He's laws: that of a leaky ReLU, or the one that is given. */
export function heGain(
  name: string,
  negativeSlope: number | undefined,
  gain: number | undefined,
): number {
  if (gain === undefined) return gainOfSlope(negativeSlope ?? 0);
  if (negativeSlope !== undefined) {
    throw new RangeError(`${name}: expected negativeSlope or gain, got both`);
  }
  return expectPositive(gain, `${name}: gain`);
}

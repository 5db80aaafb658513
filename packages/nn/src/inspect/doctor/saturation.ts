import { shareOf } from "./spread.ts";

/** Share of outputs within 1 % of an end of the activation's range; 0 for one without ends. */
export function saturationOf(y: Float32Array, activation: string): number {
  const isEnd = ENDS[activation];
  return isEnd ? shareOf(y, isEnd) : 0;
}

const ENDS: Readonly<Record<string, (y: number) => boolean>> = {
  tanh: (y) => Math.abs(y) > 0.99,
  softsign: (y) => Math.abs(y) > 0.99,
  sigmoid: (y) => y < 0.01 || y > 0.99,
  hardSigmoid: (y) => y < 0.01 || y > 0.99,
};

import { show } from "../show.ts";

/** Checks a mean and a std of which draws lie up to `reach` std away from the mean. */
export function checkScale(where: string, mean: number, std: number, reach: number): void {
  if (!(std >= 0 && Number.isFinite(Math.fround(Math.abs(mean) + reach * std)))) {
    throw new RangeError(
      `${where}: expected std ≥ 0 and mean ± ${reach}·std within float32, ` +
        `got mean ${show(mean)}, std ${show(std)}`,
    );
  }
}

export function checkProbability(where: string, probability: number): void {
  if (typeof probability !== "number" || !(probability >= 0 && probability <= 1)) {
    throw new RangeError(
      `${where}: probability: expected a number in [0, 1], got ${show(probability)}`,
    );
  }
}

/** Checks a whole number in [least, most], an interval that errors call `interval`. */
export function checkWhole(
  where: string,
  value: number,
  least: number,
  most: number,
  interval: string,
): void {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`${where}: expected a whole number in ${interval}, got ${show(value)}`);
  }
}

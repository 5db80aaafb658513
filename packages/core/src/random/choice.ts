import { log } from "../kernels/math.ts";
import { show } from "../show.ts";

/** How {@link Rng.choice} draws. */
export interface ChoiceOptions {
  /** Whether the same entry may be drawn again. Default false. */
  readonly replace?: boolean;
  /** How likely each entry is, relative to the others: n numbers ≥ 0. Default: all alike. */
  readonly weights?: ArrayLike<number>;
}

/** The single draws that choices are made of. */
export interface Draws {
  integer(bound: number): number;
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  uniform53(): number;
}

/** `k` of the numbers below `n`, in the order drawn; checked before anything is drawn. */
export function chooseIndices(
  where: string,
  draws: Draws,
  n: number,
  k: number,
  { replace = false, weights }: ChoiceOptions,
): Uint32Array {
  if (!Number.isInteger(k) || k < 0) {
    throw new RangeError(`${where}: k: expected a whole number ≥ 0, got ${show(k)}`);
  }
  if (k > 0 && n === 0) {
    throw new RangeError(`${where}: expected entries to draw ${k} from, got none`);
  }
  const likely = weights === undefined ? n : checkWeights(where, n, weights);
  if (!replace && k > likely) {
    const entries = weights === undefined ? "" : " with weights above 0";
    throw new RangeError(
      `${where}: k: expected at most the ${likely} entries${entries} without replacement, got ${k}`,
    );
  }
  if (weights === undefined) return replace ? independent(draws, n, k) : distinct(draws, n, k);
  return replace ? weighted(draws, weights, k) : weightedDistinct(draws, weights, k);
}

function independent(draws: Draws, n: number, k: number): Uint32Array {
  return Uint32Array.from({ length: k }, () => draws.integer(n));
}

/** The first k of Fisher–Yates; only what it has moved is kept. */
function distinct(draws: Draws, n: number, k: number): Uint32Array {
  const moved = new Map<number, number>();
  return Uint32Array.from({ length: k }, (_, i) => {
    const j = i + draws.integer(n - i);
    const chosen = moved.get(j) ?? j;
    moved.set(j, moved.get(i) ?? i);
    return chosen;
  });
}

/** The entry in whose share of the running sum a uniform falls. */
function weighted(draws: Draws, weights: ArrayLike<number>, k: number): Uint32Array {
  let total = 0;
  const sums = Float64Array.from(weights, (weight) => {
    total += weight;
    return total;
  });
  return Uint32Array.from({ length: k }, () => {
    const x = draws.uniform53() * total;
    let from = 0;
    let to = sums.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (sums[middle] > x) to = middle;
      else from = middle + 1;
    }
    return from;
  });
}

/**
 * The entries whose exponential waiting times at rate `weight` end first: as if drawn one after
 * another from those that are left.
 *
 * P. Efraimidis, P. Spirakis, "Weighted random sampling with a reservoir", IPL 97, 2006.
 */
function weightedDistinct(draws: Draws, weights: ArrayLike<number>, k: number): Uint32Array {
  const times = Float64Array.from(weights, (weight) => -log(1 - draws.uniform53()) / weight);
  const likely = Uint32Array.from(times.keys()).filter((i) => weights[i] > 0);
  return likely.sort((a, b) => times[a] - times[b]).slice(0, k);
}

/** The number of entries that can be drawn. */
function checkWeights(where: string, n: number, weights: ArrayLike<number>): number {
  if (weights.length !== n) {
    throw new RangeError(`${where}: weights: expected ${n} numbers, got ${weights.length}`);
  }
  let total = 0;
  let likely = 0;
  for (let i = 0; i < n; i++) {
    const weight = weights[i];
    if (!(weight >= 0)) {
      throw new RangeError(
        `${where}: weights: expected numbers ≥ 0, got ${show(weight)} at [${i}]`,
      );
    }
    total += weight;
    if (weight > 0) likely++;
  }
  if (!(total > 0 && total < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${where}: weights: expected a sum above 0 and finite, got ${total}`);
  }
  return likely;
}

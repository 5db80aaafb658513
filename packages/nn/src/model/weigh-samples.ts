import { show } from "@kindling/core";
import { expectNonNegative } from "../check.ts";
import { type Data, type Samples, samplesOf } from "./samples.ts";

/** How much samples count in the loss. */
export interface WeightOptions {
  /** A weight for each sample, at least 0. The loss is (1/samples)·Σ weight·loss. */
  readonly sampleWeight?: Data | undefined;
  /**
   * A factor for the samples of each class, 1 for classes that are left out. Targets are class
   * numbers, distributions, or of one number, 0 or 1. For nets with one output.
   */
  readonly classWeight?: Readonly<Record<number, number>> | undefined;
}

/**
 * The weight of every sample; undefined where all count alike.
 *
 * @throws for weights below 0, another number of them, and targets that are no classes
 */
export function weighSamples(
  { sampleWeight, classWeight }: WeightOptions,
  ys: readonly Samples[],
  where: string,
): Samples | undefined {
  const { count } = ys[0]!;
  if (sampleWeight === undefined && classWeight === undefined) return undefined;
  const data = new Float32Array(count).fill(1);
  if (sampleWeight !== undefined) {
    const given = samplesOf(sampleWeight, [], `${where}sampleWeight`);
    if (given.count !== count) {
      throw new RangeError(
        `${where}sampleWeight: expected ${count}, one for each sample, got ${given.count}`,
      );
    }
    for (let i = 0; i < count; i++) {
      const weight = given.data[given.offset + i] as number;
      data[i] = expectNonNegative(weight, `${where}sampleWeight[${i}]`);
    }
  }
  if (classWeight !== undefined) {
    const factors = factorsOf(classWeight, `${where}classWeight`);
    const classOf = classes(ys, `${where}classWeight`);
    for (let i = 0; i < count; i++) data[i]! *= factors.get(classOf(i)) ?? 1;
  }
  return { count, length: 1, data, offset: 0 };
}

function factorsOf(weights: unknown, where: string): ReadonlyMap<number, number> {
  if (typeof weights !== "object" || weights === null) {
    throw new TypeError(
      `${where}: expected an object such as { 0: 1, 1: 5 }, got ${show(weights)}`,
    );
  }
  return new Map(
    Object.entries(weights).map(([number, factor]) => [
      Number(number),
      expectNonNegative(factor, `${where}[${number}]`),
    ]),
  );
}

function classes(ys: readonly Samples[], where: string): (sample: number) => number {
  const [y] = ys as readonly [Samples];
  if (ys.length > 1) throw new RangeError(`${where}: expected a net with one output`);
  const { data, offset, length } = y;
  if (length === 1) return (i) => data[offset + i] as number;
  return (i) => {
    const start = offset + i * length;
    let best = 0;
    for (let j = 1; j < length; j++) {
      if ((data[start + j] as number) > (data[start + best] as number)) best = j;
    }
    return best;
  };
}

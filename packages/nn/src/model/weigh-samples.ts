import { isNdArray, type Shape, show, sizeOf } from "@kindling/core";
import { expectNonNegative } from "../check.ts";
import { type Data, type Samples, samplesOf } from "./samples.ts";

/** How much samples count in the loss. */
export interface WeightOptions {
  /**
   * A weight for each sample, at least 0. The loss is (1/samples)·Σ weight·loss. Where a net has one
   * output of several axes there may be one for each row, which is what stands along the last of them:
   * [samples, time] for sequences.
   */
  readonly sampleWeight?: Data | undefined;
  /**
   * A factor for the samples of each class, 1 for classes that are left out; for the rows where an output
   * has several axes. Targets are class numbers, distributions, or of one number, 0 or 1. For nets with
   * one output.
   */
  readonly classWeight?: Readonly<Record<number, number>> | undefined;
}

/**
 * The weight of every sample, or of every row of every sample; undefined where all count alike.
 *
 * @param axes those of a sample that rows lie in: of the output without the last one
 * @throws for weights below 0, another number of them, and targets that are no classes
 */
export function weighSamples(
  { sampleWeight, classWeight }: WeightOptions,
  ys: readonly Samples[],
  axes: Shape,
  where: string,
): Samples | undefined {
  const { count } = ys[0]!;
  if (sampleWeight === undefined && classWeight === undefined) return undefined;
  const given =
    sampleWeight === undefined
      ? undefined
      : readWeights(sampleWeight, count, axes, `${where}sampleWeight`);
  const length = classWeight ? sizeOf(axes) : given!.length;
  const data = new Float32Array(count * length).fill(1);
  if (given) {
    const per = length / given.length;
    for (let i = 0; i < data.length; i++) {
      const at = Math.floor(i / per);
      const weight = given.data[given.offset + at] as number;
      data[i] = expectNonNegative(weight, `${where}sampleWeight[${at}]`);
    }
  }
  if (classWeight) {
    const factors = factorsOf(classWeight, `${where}classWeight`);
    const classOf = classes(ys, length, `${where}classWeight`);
    for (let i = 0; i < data.length; i++) data[i]! *= factors.get(classOf(i)) ?? 1;
  }
  return { count, length, data, offset: 0 };
}

/** One for each sample, or one for each of its rows, if they come with axes or as many numbers as that. */
function readWeights(weights: Data, count: number, axes: Shape, where: string): Samples {
  const [first] = Array.isArray(weights) ? (weights as readonly unknown[]) : [];
  const ofRows =
    sizeOf(axes) > 1 &&
    (isNdArray(weights)
      ? weights.shape.length > 1
      : Array.isArray(weights)
        ? Array.isArray(first)
        : (weights as ArrayLike<number>).length === count * sizeOf(axes));
  const given = samplesOf(weights, ofRows ? axes : [], where);
  if (given.count === count) return given;
  throw new RangeError(`${where}: expected ${count}, one for each sample, got ${given.count}`);
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

/** The class of each row. */
function classes(ys: readonly Samples[], rows: number, where: string): (row: number) => number {
  const [y] = ys as readonly [Samples];
  if (ys.length > 1) throw new RangeError(`${where}: expected a net with one output`);
  const { data, offset } = y;
  const width = y.length / rows;
  if (width === 1) return (row) => data[offset + row] as number;
  return (row) => {
    const start = offset + row * width;
    let best = 0;
    for (let j = 1; j < width; j++) {
      if ((data[start + j] as number) > (data[start + best] as number)) best = j;
    }
    return best;
  };
}

import type { Run, Shape, Tensor } from "@kindling/core";

/**
 * A figure that says how good predictions are: a function of sums over samples, so that it is exact
 * over batches of any size.
 */
export interface Metric {
  /** What histories and logs call it. */
  readonly name: string;
  /** What a saved model calls it; the name, unless given. */
  readonly type?: string;
  /** Plain JSON, enough to make the metric again. */
  readonly config?: object;
  /** How many sums it keeps, for one output without the batch axis. */
  readonly sums: number | ((output: Shape) => number);
  /** Binds to one batch, whose sums overwrite `sums`. */
  bind(io: MetricIO): Run;
  /** The figure from sums over any number of batches. */
  value(sums: Float64Array): number;
}

/** The tensors of one binding, batch axis first. */
export interface MetricIO {
  readonly y: Tensor;
  readonly target: Tensor;
  /** [batch], where samples do not count alike. */
  readonly weights: Tensor | undefined;
  /** `y` holds logits, not probabilities. */
  readonly logits: boolean;
  readonly sums: Float64Array;
}

/**
 * A metric that is a mean over samples, or over the rows of their outputs.
 *
 * @param each binds to a batch: says how many rows it has, and the value of one
 * @example
 * const positive = meanMetric("positive", ({ y }) => ({
 *   rows: y.size,
 *   value: (row) => (y.data[y.offset + row] > 0 ? 1 : 0),
 * }));
 * const sums = new Float64Array(2);
 * const y = tensor([[1], [-1]]);
 * positive.bind({ y, target: y, weights: undefined, logits: false, sums })();
 * positive.value(sums) // 0.5
 */
export function meanMetric(
  name: string,
  each: (io: MetricIO) => { readonly rows: number; readonly value: (row: number) => number },
  saved: Pick<Metric, "type" | "config"> = {},
): Metric {
  return {
    name,
    ...saved,
    sums: 2,
    bind: (io) => {
      const { rows, value } = each(io);
      const { sums } = io;
      const weightOf = weigh(io, rows);
      return () => {
        let sum = 0;
        let total = 0;
        for (let row = 0; row < rows; row++) {
          const weight = weightOf(row);
          sum += weight * value(row);
          total += weight;
        }
        sums[0] = sum;
        sums[1] = total;
      };
    },
    value: ([sum, total]) => sum! / total!,
  };
}

/** The weight of each of so many rows, of which every sample has the same number. */
export function weigh({ y, weights }: MetricIO, rows: number): (row: number) => number {
  if (weights === undefined) return () => 1;
  const perSample = rows / y.shape[0]!;
  return (row) => at(weights, Math.floor(row / perSample));
}

export function at(x: Tensor, index: number): number {
  return x.data[x.offset + index]!;
}

/** Extents of the output as rows of a last axis. */
export function rowsOf(y: Tensor): { readonly rows: number; readonly columns: number } {
  const columns = y.shape.at(-1) ?? 1;
  return { rows: columns === 0 ? 0 : y.size / columns, columns };
}

/** Number of the largest entry of a row; of equal ones the first. */
export function largest(x: Tensor, row: number, columns: number): number {
  const start = x.offset + row * columns;
  let best = 0;
  for (let column = 1; column < columns; column++) {
    if (x.data[start + column]! > x.data[start + best]!) best = column;
  }
  return best;
}

/** The class of a row, from class numbers or from the largest entry of a distribution. */
export function classOf({ y, target }: MetricIO): (row: number) => number {
  const { rows, columns } = rowsOf(y);
  return target.size === rows ? (row) => at(target, row) : (row) => largest(target, row, columns);
}

/** @throws unless targets have the shape of the output */
export function expectLikeOutput({ y, target }: MetricIO, where: string, remedy = ""): void {
  if (target.size === y.size) return;
  throw new RangeError(
    `${where}: expected targets like the output, ${y.size} numbers, got ${target.size}${remedy}`,
  );
}

/** The value above which an output answers 1: that of the probability, or of its logit. */
export function thresholdOf({ logits }: MetricIO, probability: number): number {
  return logits ? Math.log(probability / (1 - probability)) : probability;
}

import { withOptions } from "@kindling/init";
import { expectOpen, expectWhole } from "../check.ts";
import {
  at,
  classOf,
  expectLikeOutput,
  largest,
  type Metric,
  type MetricIO,
  rowsOf,
  thresholdOf,
  weigh,
} from "./metric.ts";

/** Options of {@link precision}, {@link recall} and {@link f1Score}. */
export interface ConfusionConfig {
  /** A probability; outputs above it answer yes, each by itself. Default ½. */
  readonly threshold?: number;
  /** Judges one class of several: the answer is yes where its output is the largest. */
  readonly classNumber?: number;
}

/**
 * Share of the yes answers that are right: TP/(TP + FP); 0 where there is none.
 *
 * Without a class every output is an answer of its own, with targets like the output. With one it
 * takes class numbers or distributions, and is called `precision_2`.
 *
 * @throws for a threshold outside (0, 1), and a class that is no whole number
 * @example precision({ classNumber: 2 }).name // "precision_2"
 */
export function precision(config: ConfusionConfig = {}): Metric {
  return confusion("precision", config, ([right, wrong]) => share(right!, right! + wrong!));
}

/**
 * Share of what is yes that is answered so: TP/(TP + FN); 0 where there is none. Options as those of
 * {@link precision}.
 *
 * @throws for a threshold outside (0, 1), and a class that is no whole number
 * @example recall({ threshold: 0.9 }).name // "recall"
 */
export function recall(config: ConfusionConfig = {}): Metric {
  return confusion("recall", config, ([right, , missed]) => share(right!, right! + missed!));
}

/**
 * The harmonic mean of precision and recall: 2·TP/(2·TP + FP + FN); 0 where there is nothing to find
 * and nothing is found. Options as those of {@link precision}.
 *
 * @throws for a threshold outside (0, 1), and a class that is no whole number
 * @example f1Score().name // "f1Score"
 */
export function f1Score(config: ConfusionConfig = {}): Metric {
  return confusion("f1Score", config, ([right, wrong, missed]) =>
    share(2 * right!, 2 * right! + wrong! + missed!),
  );
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** Sums TP, FP and FN. */
function confusion(
  type: string,
  config: ConfusionConfig,
  value: (sums: Float64Array) => number,
): Metric {
  const { threshold, classNumber } = withOptions(
    type,
    config,
    ({ threshold = 0.5, classNumber }: ConfusionConfig) => ({
      threshold: expectOpen(threshold, 0, 1, `${type}: threshold`),
      classNumber,
    }),
    { classNumber: (number, where) => expectWhole(number, 0, where) },
  );
  const answers = (io: MetricIO) =>
    classNumber === undefined ? elements(type, io, threshold) : rows(type, io, classNumber);
  return {
    name: classNumber === undefined ? type : `${type}_${classNumber}`,
    type,
    config: classNumber === undefined ? { threshold } : { classNumber },
    sums: 3,
    bind: (io) => {
      const { count, says, is } = answers(io);
      const weightOf = weigh(io, count);
      return () => {
        io.sums.fill(0);
        for (let i = 0; i < count; i++) {
          const [said, truth] = [says(i), is(i)];
          if (said || truth) io.sums[said ? (truth ? 0 : 1) : 2]! += weightOf(i);
        }
      };
    },
    value,
  };
}

interface Answers {
  readonly count: number;
  readonly says: (i: number) => boolean;
  readonly is: (i: number) => boolean;
}

function elements(type: string, io: MetricIO, probability: number): Answers {
  const { y, target } = io;
  expectLikeOutput(io, type, "; say which classNumber");
  const threshold = thresholdOf(io, probability);
  return { count: y.size, says: (i) => at(y, i) > threshold, is: (i) => at(target, i) > 0.5 };
}

function rows(type: string, io: MetricIO, classNumber: number): Answers {
  const { rows, columns } = rowsOf(io.y);
  if (classNumber >= columns) {
    throw new RangeError(`${type}: classNumber: expected less than ${columns}, got ${classNumber}`);
  }
  const target = classOf(io);
  return {
    count: rows,
    says: (row) => largest(io.y, row, columns) === classNumber,
    is: (row) => target(row) === classNumber,
  };
}

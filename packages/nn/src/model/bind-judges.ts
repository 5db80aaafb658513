import {
  bindScale,
  inOrder,
  type Run,
  reshape,
  type Shape,
  sizeOf,
  type Tensor,
} from "@kindling/core";
import type { LossIO } from "../losses/loss.ts";
import { type Judges, metricsOfAll, sumsOf } from "./judges.ts";

/** An output bound to its loss and its metrics. */
export interface Judged {
  readonly target: Tensor;
  /** [1], the mean over the batch; where there is a mask, over the steps that count. */
  readonly loss: Tensor;
  /** The factor of the loss in that of the net. */
  readonly lossWeight: number;
  /** [1], what that mean is over: samples, of which one with masked steps is a part. */
  readonly counted: Float64Array;
  /** Of every metric, for the batch. */
  readonly sums: readonly Float64Array[];
}

/** What an output is judged by, of samples or of their rows. */
interface Terms {
  readonly io: LossIO;
  /** Weights in metrics, and in those in which samples count by their weights. */
  readonly plain: Tensor | undefined;
  readonly weighted: Tensor | undefined;
  readonly counted: Float64Array;
  readonly run?: Run;
}

/**
 * Binds loss and metrics of one output.
 *
 * @param io with weights of samples, [batch], or of their rows, [batch, rows]: of all that stands along
 *   the last axis of the output
 * @param mask [batch, time], of the output: steps where it is 0 count neither in the loss nor in any metric
 */
export function bindJudges(
  judges: Judges,
  output: Shape,
  io: LossIO,
  mask: Tensor | undefined,
): Judged & { readonly run: Run } {
  const { target, dy, loss } = io;
  const { lossWeight } = judges;
  const ofRows = io.weights !== undefined && io.weights.shape.length > 1;
  const terms = ofRows || mask ? byRows(io, mask, ofRows ? output.length - 1 : 1) : bySamples(io);
  const bound = metricsOfAll(judges).map((metric, i) => {
    const weights = i < judges.metrics.length ? terms.plain : terms.weighted;
    const sums = sumsOf(metric, output);
    return { sums, run: metric.bind({ ...terms.io, weights, sums }) };
  });
  const run = inOrder(
    terms.run,
    ...bound.map((metric) => metric.run),
    judges.loss.bind(terms.io),
    lossWeight !== 1 && dy && bindScale({ out: dy, x: dy, settings: { factor: lossWeight } }),
  );
  const sums = bound.map((metric) => metric.sums);
  return { target, loss, lossWeight, counted: terms.counted, sums, run };
}

function bySamples(io: LossIO): Terms {
  const counted = Float64Array.of(io.y.shape[0]!);
  return { io, plain: undefined, weighted: io.weights, counted };
}

/**
 * The rows of all samples as samples of their own, row r of sample i weighted:
 *
 *     L = (1/Σ m) Σ_ir m_ir·w_ir·ℓ_ir = (1/n) Σ_ir (m_ir·w_ir·n/Σ m)·ℓ_ir        n = batch·rows
 *
 * m is the mask, or 1. The divisor is that of Keras 3, and of PyTorch with an `ignore_index`. Where no
 * row counts L is 0.
 *
 * @param axes of a sample that rows lie in, counted behind the batch
 */
function byRows(io: LossIO, mask: Tensor | undefined, axes: number): Terms {
  const { y, target, dy, weights: given } = io;
  const [batch, ...extents] = y.shape.slice(0, 1 + axes) as [number, ...number[]];
  const rows = sizeOf(extents);
  const n = batch * rows;
  const inOne = (x: Tensor): Tensor => reshape(x, [n, ...x.shape.slice(1 + axes)]);
  const buffer = (shape: Shape): Tensor => inOne(io.buffer([...extents, ...shape]));
  const plain = mask && buffer([]);
  const weighted = given ? buffer([]) : plain;
  const weights = buffer([]);
  const counted = new Float64Array(1);
  const [perStep, perWeight] = [n / (mask?.size ?? n), n / (given?.size ?? n)];
  const run = (): void => {
    let seen = 0;
    for (let i = 0; i < n; i++) {
      const m = mask ? mask.data[Math.floor(i / perStep)]! : 1;
      const w = given ? m * given.data[Math.floor(i / perWeight)]! : m;
      if (plain) plain.data[i] = m;
      if (weighted) weighted.data[i] = w;
      weights.data[i] = w;
      seen += m;
    }
    const share = seen === 0 ? 0 : n / seen;
    for (let i = 0; i < n; i++) weights.data[i]! *= share;
    counted[0] = seen / rows;
  };
  return {
    io: { ...io, y: inOne(y), target: inOne(target), dy: dy && inOne(dy), weights, buffer },
    plain,
    weighted,
    counted,
    run,
  };
}

import { bindScale, inOrder, type Run, reshape, type Shape, type Tensor } from "@kindling/core";
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

/** What an output is judged by, of samples or of their steps. */
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
  const terms = mask ? bySteps(io, mask) : bySamples(io);
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
 * The steps of all samples as samples of their own, that of step t of sample i weighted:
 *
 *     L = (1/Σ m) Σ_it m_it·w_i·ℓ_it = (1/n) Σ_it (m_it·w_i·n/Σ m)·ℓ_it        n = batch·time
 *
 * The divisor is that of Keras 3, and of PyTorch with an `ignore_index`. Where no step counts L is 0.
 */
function bySteps(io: LossIO, mask: Tensor): Terms {
  const [batch, steps] = mask.shape as [number, number];
  const n = batch * steps;
  const inOne = (x: Tensor): Tensor => reshape(x, [n, ...x.shape.slice(2)]);
  const buffer = (shape: Shape): Tensor => inOne(io.buffer([steps, ...shape]));
  const plain = inOne(mask);
  const [weighted, weights] = [io.weights ? buffer([]) : plain, buffer([])];
  const counted = new Float64Array(1);
  const run = (): void => {
    let seen = 0;
    for (let i = 0; i < n; i++) seen += plain.data[i]!;
    const share = seen === 0 ? 0 : n / seen;
    for (let i = 0; i < n; i++) {
      if (io.weights) weighted.data[i] = plain.data[i]! * io.weights.data[Math.floor(i / steps)]!;
      weights.data[i] = weighted.data[i]! * share;
    }
    counted[0] = seen / steps;
  };
  const { y, target, dy } = io;
  return {
    io: { ...io, y: inOne(y), target: inOne(target), dy: dy && inOne(dy), weights, buffer },
    plain,
    weighted,
    counted,
    run,
  };
}

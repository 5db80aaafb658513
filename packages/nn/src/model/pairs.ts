import type { Shape, Tensor } from "@kindling/core";
import type { Judged } from "./bind-judges.ts";
import { expectSameCount } from "./expect.ts";
import { gather } from "./gather.ts";
import type { Network } from "./network.ts";
import { type DataOfAll, expectNumbers, placeOf, type Samples, samplesOfAll } from "./samples.ts";
import type { Trainer } from "./trainer.ts";
import { type WeightOptions, weighSamples } from "./weigh-samples.ts";

/** What every input and every output of the net gets, all of one count. */
export interface Pairs {
  readonly xs: readonly Samples[];
  readonly ys: readonly Samples[];
  readonly count: number;
  /** Of every sample, where they do not count alike. */
  readonly weights?: Samples | undefined;
}

/** Understands data for every input. @throws for those that do not fit */
export function readInputs(network: Network, x: DataOfAll, where: string): Samples[] {
  const xs = samplesOfAll(x, network.inputShapes, where);
  for (let i = 0; i < xs.length; i++) {
    const end = network.indices[i];
    if (end !== undefined) expectNumbers(xs[i]!, "indices", end, placeOf(where, i, xs.length));
  }
  return xs;
}

/** Understands data with their targets and weights. @throws for those that do not fit */
export function readPairs(
  { network, judges, targetShapes }: Trainer,
  x: DataOfAll,
  y: DataOfAll,
  where: string,
  weights?: WeightOptions,
): Pairs {
  const xs = readInputs(network, x, `${where}x`);
  const ys = samplesOfAll(y, targetShapes, `${where}y`);
  for (let i = 0; i < ys.length; i++) {
    const classes = judges[i]!.loss.classes?.(network.outputShapes[i]!);
    if (classes === undefined) continue;
    expectNumbers(ys[i]!, "class numbers", classes, placeOf(`${where}y`, i, ys.length));
  }
  expectSameCount(xs[0]!, ys[0]!, where);
  return {
    xs,
    ys,
    count: xs[0]!.count,
    weights: weights && weighSamples(weights, ys, rowAxes(network), where),
  };
}

/** The axes of an output but the last, of a net that has no other output. */
function rowAxes({ outputShapes }: Network): Shape {
  return outputShapes.length > 1 ? [] : outputShapes[0]!.slice(0, -1);
}

/** Puts the samples from `start` on, in that order, into the tensors of a binding. */
export function fill(
  { xs, judged, weights }: Target,
  pairs: Pairs,
  order: Uint32Array | undefined,
  start: number,
): void {
  for (let i = 0; i < xs.length; i++) gather(pairs.xs[i]!, order, start, xs[i]!);
  for (let i = 0; i < judged.length; i++) gather(pairs.ys[i]!, order, start, judged[i]!.target);
  if (weights) gather(pairs.weights!, order, start, weights);
}

interface Target {
  readonly xs: readonly Tensor[];
  readonly judged: readonly Judged[];
  readonly weights?: Tensor;
}

/** What stands before a share at the end, and the share. @throws where one of them is empty */
export function split(pairs: Pairs, share: number, where: string): [before: Pairs, end: Pairs] {
  const first = Math.floor(pairs.count * (1 - share));
  if (first === 0 || first === pairs.count) {
    throw new RangeError(
      `${where}: expected a share that leaves samples on both sides, got ${share} of ${pairs.count}`,
    );
  }
  const part = (from: number, count: number): Pairs => {
    const cut = (samples: Samples): Samples => ({
      ...samples,
      count,
      offset: samples.offset + from * samples.length,
    });
    const { xs, ys, weights } = pairs;
    return { xs: xs.map(cut), ys: ys.map(cut), count, weights: weights && cut(weights) };
  };
  return [part(0, first), part(first, pairs.count - first)];
}

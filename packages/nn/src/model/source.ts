import type { Rng } from "@kindling/core";
import type { JudgedBinding } from "./bind-network.ts";
import { gather, type Samples, withRows } from "./samples.ts";
import type { Trainer } from "./trainer.ts";

/** What every input and every output of the net gets, all of one count. */
export interface Pairs {
  readonly xs: readonly Samples[];
  readonly ys: readonly Samples[];
  readonly count: number;
  /** Of every sample, where they do not count alike. */
  readonly weights?: Samples | undefined;
}

/** Where the batches of a training come from. */
export interface Source {
  /** Of an epoch; infinity where that shows in the end only. */
  readonly samples: number;
  readonly batches: number;
  /** Samples of a batch; the last one of an epoch may be smaller. NaN where they are as they come. */
  readonly batchSize: number;
  /** Begins an epoch at one of its batches. */
  start(epoch: number, batch: number): Feed | Promise<Feed>;
}

/** The batches of an epoch, one after another. */
export interface Feed {
  /** True when there is another one, which `fill` then takes. */
  next(): boolean | Promise<boolean>;
  /** Puts it into a binding. */
  fill(): JudgedBinding;
  /** Lets go of what it reads from. */
  close?(): void | Promise<void>;
}

/** Batches from memory, in a new order for every epoch when shuffled. */
export function sourceOf(
  trainer: Trainer,
  data: Pairs,
  options: { readonly rng: Rng; readonly batchSize: number; readonly shuffle: boolean },
): Source {
  const { rng, batchSize, shuffle } = options;
  const samples = data.count;
  let rows: readonly Samples[] | undefined;
  return {
    samples,
    batches: Math.ceil(samples / batchSize),
    batchSize,
    start: (epoch, batch) => {
      rows ??= data.xs.map(withRows);
      const pairs = { ...data, xs: rows };
      const order = shuffle ? rng.at("/shuffle", epoch).permutation(samples) : undefined;
      let start = batch * batchSize;
      return {
        next: () => start < samples,
        fill: () => {
          const size = Math.min(batchSize, samples - start);
          const binding = trainer.binding("train", size, pairs.weights !== undefined);
          fill(binding, pairs, order, start);
          start += size;
          return binding;
        },
      };
    },
  };
}

/** Puts the samples from `start` on, in that order, into the tensors of a binding. */
export function fill(
  { xs, judged, weights }: JudgedBinding,
  pairs: Pairs,
  order: Uint32Array | undefined,
  start: number,
): void {
  for (let i = 0; i < xs.length; i++) gather(pairs.xs[i]!, order, start, xs[i]!);
  for (let i = 0; i < judged.length; i++) gather(pairs.ys[i]!, order, start, judged[i]!.target);
  if (weights) gather(pairs.weights!, order, start, weights);
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

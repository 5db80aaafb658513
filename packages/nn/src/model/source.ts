import type { JudgedBinding } from "./bind-network.ts";
import { withRows } from "./gather.ts";
import { fill, type Pairs } from "./pairs.ts";
import type { Samples } from "./samples.ts";

/** Where batches come from, epoch by epoch. */
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

/** A binding for so many samples, to train on or to judge by. */
export type BindingOf = (batch: number, weights: number) => JudgedBinding;

/** Batches from memory. */
export function sourceOf(
  bindingOf: BindingOf,
  pairs: Pairs,
  batchSize: number,
  /** The order of an epoch; without it samples come as they stand. */
  orderOf?: (epoch: number) => Uint32Array,
): Source {
  const { count: samples, weights } = pairs;
  let rows: readonly Samples[] | undefined;
  return {
    samples,
    batches: Math.ceil(samples / batchSize),
    batchSize,
    start: (epoch, batch) => {
      if (orderOf) rows ??= pairs.xs.map(withRows);
      const data = rows ? { ...pairs, xs: rows } : pairs;
      const order = orderOf?.(epoch);
      let start = batch * batchSize;
      return {
        next: () => start < samples,
        fill: () => {
          const size = Math.min(batchSize, samples - start);
          const binding = bindingOf(size, weights?.length ?? 0);
          fill(binding, data, order, start);
          start += size;
          return binding;
        },
      };
    },
  };
}

import { show } from "@kindling/core";
import { fill, type Pairs } from "./pairs.ts";
import type { Data, DataOfAll } from "./samples.ts";
import type { BindingOf, Feed, Source } from "./source.ts";

/** Samples with their targets, and their weights where they do not count alike. */
export type Batch = readonly [x: DataOfAll, y: DataOfAll, sampleWeight?: Data];

/** Batches one after another: an array of them, a generator, a stream. */
export type Batches = Iterable<Batch> | AsyncIterable<Batch>;

/** Batches, or a function that makes those of an epoch. */
export type Dataset = Batches | ((epoch: number) => Batches);

/**
 * A source that reads batches as they come. What can be iterated once only is read on from epoch to
 * epoch, so it needs to be told how long one is.
 *
 * @param read checks a batch
 * @throws for what is no dataset
 */
export function sourceOfDataset(
  bindingOf: BindingOf,
  dataset: Dataset,
  read: (batch: Batch, where: string) => Pairs,
  options: {
    /** As errors name it, and an epoch of it. */
    readonly where: string;
    readonly placeOf?: (epoch: number) => string;
    /** Batches of an epoch, at most. */
    readonly batches?: number | undefined;
  },
): Source {
  const { where, batches: most = Number.POSITIVE_INFINITY } = options;
  const { placeOf = (epoch) => `${where}: epoch ${epoch}` } = options;
  const once = typeof dataset === "function" ? undefined : onceOnly(dataset, where);
  return {
    samples: Number.POSITIVE_INFINITY,
    batches: most,
    batchSize: Number.NaN,
    start: async (epoch, first) => {
      const batches = typeof dataset === "function" ? dataset(epoch) : dataset;
      const iterator = once ?? iteratorOf(batches, where);
      for (let i = 0; i < first; i++) await iterator.next();
      return feedOf(iterator, epoch, first);
    },
  };

  function feedOf(iterator: BatchIterator, epoch: number, first: number): Feed {
    let batch = first;
    let pairs: Pairs | undefined;
    return {
      next: async () => {
        if (batch === most) return false;
        const { done, value } = await iterator.next();
        if (done && batch === 0) {
          throw new RangeError(
            `${placeOf(epoch)}: expected batches, got none; give a function that makes them anew for each epoch`,
          );
        }
        if (done) return false;
        pairs = read(value, `${placeOf(epoch)}, batch ${batch}: `);
        batch++;
        return true;
      },
      fill: () => {
        const { count, weights } = pairs!;
        const binding = bindingOf(count, weights?.length ?? 0);
        fill(binding, pairs!, undefined, 0);
        return binding;
      },
      close: async () => {
        if (iterator !== once) await iterator.return?.();
      },
    };
  }
}

type BatchIterator = Iterator<Batch> | AsyncIterator<Batch>;

/** @throws for anything that cannot be iterated */
function iteratorOf(batches: Batches, where: string): BatchIterator {
  const given = batches as Partial<AsyncIterable<Batch> & Iterable<Batch>> | null | undefined;
  if (typeof given?.[Symbol.asyncIterator] === "function") return given[Symbol.asyncIterator]!();
  if (typeof given?.[Symbol.iterator] === "function") return given[Symbol.iterator]!();
  throw new TypeError(
    `${where}: expected batches [x, y], such as an array or a generator of them, got ${show(batches)}`,
  );
}

/** The iterator, where asking for one gives the thing itself. */
function onceOnly(batches: Batches, where: string): BatchIterator | undefined {
  const iterator = iteratorOf(batches, where);
  return (iterator as unknown) === batches ? iterator : undefined;
}

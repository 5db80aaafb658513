import type { Logs } from "./callbacks.ts";
import { giveWay, isTurnDue } from "./give-way.ts";
import { fill, type Pairs } from "./pairs.ts";
import type { Source } from "./source.ts";
import type { Trainer } from "./trainer.ts";

/** Figures over all samples, batch by batch. */
export function evaluate(trainer: Trainer, pairs: Pairs, batchSize: number): Logs {
  const totals = trainer.totals();
  for (let start = 0; start < pairs.count; start += batchSize) {
    const size = Math.min(batchSize, pairs.count - start);
    const binding = trainer.binding("evaluate", size, pairs.weights?.length ?? 0);
    fill(binding, pairs, undefined, start);
    binding.forward();
    totals.add(binding);
  }
  return totals.logs();
}

/** Figures over the batches of an epoch, giving way to the event loop in between. */
export async function evaluateSource(
  trainer: Trainer,
  source: Source,
  epoch: number,
  signal: AbortSignal | undefined,
): Promise<Logs> {
  const totals = trainer.totals();
  const feed = await source.start(epoch, 0);
  try {
    for (;;) {
      if (isTurnDue()) await giveWay();
      signal?.throwIfAborted();
      const more = feed.next();
      if (!(typeof more === "boolean" ? more : await more)) break;
      const binding = feed.fill();
      binding.forward();
      totals.add(binding);
    }
  } finally {
    await feed.close?.();
  }
  return totals.logs();
}

import type { Logs } from "./callbacks.ts";
import { giveWay, isTurnDue } from "./give-way.ts";
import { fill, type Pairs } from "./source.ts";
import type { Totals } from "./totals.ts";
import type { Trainer } from "./trainer.ts";

/** Figures over all samples, batch by batch. */
export function evaluate(trainer: Trainer, pairs: Pairs, batchSize: number): Logs {
  const totals = trainer.totals();
  for (const _ of judge(trainer, pairs, batchSize, totals));
  return totals.logs();
}

/** The same, giving way to the event loop in between. */
export async function evaluateSlowly(
  trainer: Trainer,
  pairs: Pairs,
  options: { readonly batchSize: number; readonly signal: AbortSignal | undefined },
): Promise<Logs> {
  const totals = trainer.totals();
  for (const _ of judge(trainer, pairs, options.batchSize, totals)) {
    if (isTurnDue()) await giveWay();
    options.signal?.throwIfAborted();
  }
  return totals.logs();
}

/** Runs loss and metrics over all samples; yields after each batch. */
function* judge(
  trainer: Trainer,
  pairs: Pairs,
  batchSize: number,
  totals: Totals,
): Generator<void> {
  for (let start = 0; start < pairs.count; start += batchSize) {
    const size = Math.min(batchSize, pairs.count - start);
    const binding = trainer.binding("evaluate", size, pairs.weights !== undefined);
    fill(binding, pairs, undefined, start);
    binding.forward();
    totals.add(binding);
    yield;
  }
}

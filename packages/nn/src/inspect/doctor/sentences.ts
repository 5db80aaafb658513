import type { Diagnosis } from "./diagnose.ts";
import { short } from "./figures.ts";
import type { Finding } from "./finding.ts";
import { trendOf } from "./trend.ts";

/** What a diagnosis says of the whole net. */
export function sentencesOf(diagnosis: Diagnosis): string[] {
  const { batch, loss, lossAfter } = diagnosis;
  const trend = trendOf(diagnosis);
  return [
    `loss of ${batch} samples ${short(loss)}, after one step ${short(lossAfter)}`,
    ...beside("a hidden layer multiplies values", trend?.forward, trend?.predictedForward),
    ...beside(
      "a hidden layer multiplies gradients, on their way back,",
      trend?.backward,
      trend?.predictedBackward,
    ),
  ];
}

/** `dense_1 and 9 more`. */
export function placeOf({ paths: [first, ...others] }: Finding): string {
  return others.length > 0 ? `${first} and ${others.length} more` : `${first}`;
}

function beside(what: string, measured?: number, predicted?: number): string[] {
  if (measured === undefined || Number.isNaN(measured)) return [];
  const theory = predicted === undefined ? "" : `, in theory by ${short(predicted)}`;
  return [`${what} by ${short(measured)}${theory}`];
}

import type { Lab } from "./lab.ts";
import { sampleValues } from "./lab.ts";

/** Rows and units: none, one, every end of a vector, and a usual one. */
export const STEP_SIZES = [
  [0, 4], [2, 0], [1, 1], [3, 2], [2, 3], [4, 4], [3, 5], [2, 31], [5, 64],
] as const; // biome-ignore format: one line

/** What may stand around a step: an output in a sequence, and a mask. */
export const SURROUNDINGS = [
  { surroundings: "alone", output: false, masked: false },
  { surroundings: "with an output in a sequence", output: true, masked: false },
  { surroundings: "with a mask in a sequence", output: false, masked: true },
  { surroundings: "with an output and a mask in sequences", output: true, masked: true },
] as const;

/** Elements between the rows of an output, in units. */
export const OUTPUT_ROW = 3;
/** Elements between those of a mask. */
export const MASK_ROW = 2;

/** The mask of a step: 0 for some rows, others not. */
export function putMask(lab: Pick<Lab<unknown>, "put">, rows: number): number {
  return lab.put(sampleValues(MASK_ROW * rows, 9).map((value) => (value > 0 ? 1 : 0)));
}

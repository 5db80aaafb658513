import { expectMethod, expectName } from "../check.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import type { Loss } from "./loss.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { sparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy.ts";

/** The losses that have a name. */
export const LOSSES = {
  meanSquaredError,
  binaryCrossentropy,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
};

/** A loss with its default options, by name. */
export type LossName = keyof typeof LOSSES;

/** A loss from its name or itself. @throws for unknown names, with those there are */
export function resolveLoss(loss: LossName | Loss): Loss {
  if (typeof loss === "string") {
    return expectName(loss, new Map(Object.entries(LOSSES)), "loss")();
  }
  expectMethod(loss, "bind", "compile: loss", 'a loss, such as "meanSquaredError"');
  return loss;
}

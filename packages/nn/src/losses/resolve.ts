import { expectName } from "../check.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import type { FromLogits, Loss } from "./loss.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { sparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy.ts";

/** A loss with its default options, by name. */
export type LossName =
  | "meanSquaredError"
  | "binaryCrossentropy"
  | "categoricalCrossentropy"
  | "sparseCategoricalCrossentropy";

const factories: ReadonlyMap<string, (config?: FromLogits) => Loss> = new Map<
  LossName,
  (config?: FromLogits) => Loss
>([
  ["meanSquaredError", meanSquaredError],
  ["binaryCrossentropy", binaryCrossentropy],
  ["categoricalCrossentropy", categoricalCrossentropy],
  ["sparseCategoricalCrossentropy", sparseCategoricalCrossentropy],
]);

/** A loss from its name or itself. @throws for unknown names, with those there are */
export function resolveLoss(loss: LossName | Loss, config?: object): Loss {
  return typeof loss === "string" ? expectName(loss, factories, "loss")(config) : loss;
}

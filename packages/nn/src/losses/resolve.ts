import { expectMethod, expectName } from "../check.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import { categoricalHinge } from "./categorical-hinge.ts";
import { cosineSimilarity } from "./cosine-similarity.ts";
import { hinge } from "./hinge.ts";
import { huber } from "./huber.ts";
import { kullbackLeiblerDivergence } from "./kullback-leibler-divergence.ts";
import { logCosh } from "./log-cosh.ts";
import type { Loss } from "./loss.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { poisson } from "./poisson.ts";
import { sparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy.ts";
import { squaredHinge } from "./squared-hinge.ts";

/** The losses that have a name. */
export const LOSSES = {
  meanSquaredError,
  meanAbsoluteError,
  huber,
  logCosh,
  binaryCrossentropy,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
  kullbackLeiblerDivergence,
  hinge,
  squaredHinge,
  categoricalHinge,
  cosineSimilarity,
  poisson,
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

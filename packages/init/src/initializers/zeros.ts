import { defineInitializer } from "../initializer.ts";
import { constant } from "../law.ts";

/**
 * All elements 0: the start of biases. Weights that start equal stay equal, so a layer of them has
 * in effect one unit.
 *
 *     W = 0
 *
 * @example dense({ units: 10, biasInitializer: zeros() })
 */
export const zeros = defineInitializer("zeros", () => () => constant(0));

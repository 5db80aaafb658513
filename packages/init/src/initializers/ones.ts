import { defineInitializer } from "../initializer.ts";
import { constant } from "../law.ts";

/**
 * All elements 1: the start of the scales of normalization layers.
 *
 *     W = 1
 *
 * @example ones().law({ fanIn: 3, fanOut: 2 }) // { kind: "constant", value: 1 }
 */
export const ones = defineInitializer("ones", () => () => constant(1));

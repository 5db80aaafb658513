import { dialectOf } from "./dialect-of.ts";
import type { Dialect } from "./dialect-table.ts";
import { keras } from "./dialects/keras.ts";
import type { Initializer } from "./initializer.ts";
import type { InitializerSpec } from "./spec.ts";

/**
 * The dialect `"keras"` without the registry of all names.
 *
 * @param resolve makes initializers of the names that Keras takes by default
 * @example
 * const keras = kerasDialect((name) => (name === "zeros" ? zeros() : glorotUniform()));
 * const place = { layer: "dense", parameter: "bias", shape: [4] };
 * keras.start(place, { fanIn: 2, fanOut: 4 }).name // "zeros"
 */
export function kerasDialect(resolve: (spec: InitializerSpec) => Initializer): Dialect {
  return dialectOf("keras", keras, resolve);
}

import { show } from "@kindling/core";
import { dialectOf } from "./dialect-of.ts";
import type { Dialect, DialectName, DialectTable } from "./dialect-table.ts";
import { jax } from "./dialects/jax.ts";
import { keras } from "./dialects/keras.ts";
import { torch } from "./dialects/torch.ts";
import { initializers } from "./registry.ts";

const TABLES: Readonly<Record<DialectName, DialectTable>> = { keras, torch, jax };

/**
 * The dialect of that name: the laws that a framework starts its layers from.
 *
 * It quotes the framework to the letter, its own way to count fans included. Initializers that are
 * named take the fans that the layer declares.
 *
 * @throws for other names
 * @example
 * const place = { layer: "dense", parameter: "kernel", shape: [784, 128] };
 * const declared = fans(place.shape);
 * describe(dialect("torch").start(place, declared), declared).text
 * // "U(-0.0357, 0.0357), fanInUniform, fanIn 784"
 */
export function dialect(name: DialectName): Dialect {
  if (!Object.hasOwn(TABLES, name)) {
    const known = Object.keys(TABLES).map(show).join(", ");
    throw new RangeError(`dialect: expected one of ${known}, got ${show(name)}`);
  }
  return dialectOf(name, TABLES[name], initializers.resolve);
}

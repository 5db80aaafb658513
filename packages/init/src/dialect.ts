import { show } from "@kindling/core";
import type { Dialect, DialectName, DialectTable, ParameterPlace } from "./dialect-table.ts";
import { jax } from "./dialects/jax.ts";
import { keras } from "./dialects/keras.ts";
import { torch } from "./dialects/torch.ts";
import type { Fans, Initializer } from "./initializer.ts";
import { initializers } from "./registry.ts";
import type { InitializerSpec } from "./spec.ts";

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
  const table = TABLES[name];
  return {
    name,
    start(place, fans) {
      const initializer = initializers.resolve(entryOf(table, place, name));
      const counted = table.fans?.(place, fans);
      return counted ? withFans(initializer, counted) : initializer;
    },
    fill(place, initializer, out, context) {
      if (table.fill) table.fill(place, initializer, out, context);
      else initializer.fill(out, context);
    },
  };
}

function entryOf(
  { layers, roles }: DialectTable,
  { layer, parameter }: ParameterPlace,
  name: DialectName,
): InitializerSpec {
  const own = Object.hasOwn(layers, layer) ? layers[layer]! : {};
  if (Object.hasOwn(own, parameter)) return own[parameter]!;
  const end = /(kernel|bias)$/i.exec(parameter)?.[0].toLowerCase() ?? parameter;
  for (const role of [parameter, end]) if (Object.hasOwn(roles, role)) return roles[role]!;
  throw new RangeError(
    `${name} has no default for the parameter ${show(parameter)} of ${layer}; ` +
      "give it an initializer",
  );
}

/** The initializer with other fans than those of the layer. */
function withFans(initializer: Initializer, fans: Fans): Initializer {
  return {
    ...initializer,
    fans,
    ...(initializer.law && { law: (context) => initializer.law!({ ...context, ...fans }) }),
    fill: (out, context) => initializer.fill(out, { ...context, ...fans }),
  };
}

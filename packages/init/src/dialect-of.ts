import { show } from "@kindling/core";
import type { Dialect, DialectName, DialectTable, ParameterPlace } from "./dialect-table.ts";
import type { Initializer } from "./initializer.ts";
import { type Fans, whenRead } from "./law-context.ts";
import type { InitializerSpec } from "./spec.ts";

/** The dialect that a table describes; `resolve` makes initializers of its entries. */
export function dialectOf(
  name: DialectName,
  table: DialectTable,
  resolve: (spec: InitializerSpec) => Initializer,
): Dialect {
  return {
    name,
    start(place, fans) {
      const initializer = resolve(entryOf(table, place, name));
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
    ...(initializer.law && {
      law: (context) =>
        initializer.law!(
          whenRead(context, (fan) => {
            void context[fan]; // who looks, as `describe` does, sees what the law reads
            return fans[fan];
          }),
        ),
    }),
    fill: (out, context) => initializer.fill(out, { ...context, ...fans }),
  };
}

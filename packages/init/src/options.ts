import { show } from "@kindling/core";
import { expectFinite } from "./check.ts";
import { suggest } from "./suggest.ts";

/** Checks one option. @throws where, expected, got */
export type OptionCheck = (value: unknown, where: string) => void;

/** Checks for the options that are not finite numbers. */
export type OptionChecks<Config> = { readonly [Option in keyof Config]?: OptionCheck };

/**
 * Calls `define` with checked options. An option is a finite number unless `checks` has its own
 * rule for it; the options that exist are the ones `define` reads before it returns.
 *
 * @throws for values that fail their check, and options that nothing has read
 * @example withOptions("blur", { radius: 2 }, ({ radius = 1 }) => radius + 1) // 3
 */
export function withOptions<Config extends object, Defined>(
  where: string,
  config: Config,
  define: (config: Config) => Defined,
  checks: OptionChecks<Config> = {},
): Defined {
  if (typeof config !== "object" || config === null) {
    throw new TypeError(`${where}: expected options, got ${show(config)}`);
  }
  const known = new Set<string | symbol>();
  const defined = define(
    new Proxy(config, {
      get(_, option) {
        known.add(option);
        const value = ownValue(config, option);
        if (value !== undefined) {
          const check = ownValue(checks, option) as OptionCheck | undefined;
          (check ?? expectFinite)(value, `${where}: ${String(option)}`);
        }
        return value;
      },
    }),
  );
  for (const option of Object.keys(config)) {
    if (!known.has(option)) {
      const hint = known.size > 0 ? suggest(option, Array.from(known, String)) : "it takes none";
      throw new RangeError(`${where}: unknown option ${JSON.stringify(option)}: ${hint}`);
    }
  }
  return defined;
}

function ownValue(object: object, key: string | symbol): unknown {
  return Object.hasOwn(object, key) ? (object as Record<string | symbol, unknown>)[key] : undefined;
}

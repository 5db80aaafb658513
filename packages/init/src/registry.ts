import { show } from "@kindling/core";
import { builtinAliases } from "./aliases.ts";
import * as builtins from "./builtins.ts";
import type { Initializer } from "./initializer.ts";
import { initializerOf, type ResolvePart } from "./parts.ts";
import type { InitializerAliases, InitializerConfigs, InitializerSpec } from "./spec.ts";
import { suggest } from "./suggest.ts";

/** Initializers by name. */
export interface Registry {
  /**
   * Adds an initializer. Its name, and the aliases, must be declared (see
   * {@link InitializerConfigs}).
   *
   * @throws for a name that exists already; then nothing is added
   * @example
   * const halfNormal = defineInitializer("halfNormal", () => ({ fanIn }) => {
   *   return laws.normal(0, 0.5 / Math.sqrt(fanIn));
   * });
   * initializers.register("halfNormal", halfNormal, { aliases: ["half_normal"] });
   * initializers.resolve("half_normal").name // "halfNormal"
   */
  register<Name extends keyof InitializerConfigs>(
    name: Name,
    factory: (config: InitializerConfigs[Name]) => Initializer,
    options?: { readonly aliases?: readonly (keyof InitializerAliases)[] },
  ): void;
  /**
   * The initializer of a name, of a name with options, or of a function that writes the values
   * into a tensor of zeros; an initializer is returned as it is.
   *
   * @throws for names that are not registered, listing the nearest, and for wrong options
   * @example
   * initializers.resolve({ name: "kaiming_normal_", negativeSlope: 0.1 }).config // { negativeSlope: 0.1 }
   * initializers.resolve("heNromal");
   * // throws unknown initializer "heNromal": did you mean "heNormal"?
   */
  resolve(spec: InitializerSpec): Initializer;
  /**
   * All names in alphabetical order, without the aliases.
   *
   * @example initializers.names().includes("heNormal") // true
   */
  names(): (keyof InitializerConfigs)[];
}

/** What a name stands for, or, with a preset, an alias. */
interface Entry {
  readonly name: string;
  readonly factory: (config: object, resolve: ResolvePart) => Initializer;
  readonly preset: object;
}

/** A registry of its own that holds the built-in initializers. */
export function createRegistry(): Registry {
  let table: Map<string, Entry> | undefined;
  const entries = () => {
    table ??= builtinEntries();
    return table;
  };

  const make = (spelling: string, config: object): Initializer => {
    const entry = entries().get(spelling);
    if (entry === undefined) {
      const hint = suggest(spelling, entries().keys(), registry.names());
      throw new RangeError(`unknown initializer ${JSON.stringify(spelling)}: ${hint}`);
    }
    return entry.factory({ ...entry.preset, ...config }, registry.resolve as ResolvePart);
  };

  const registry: Registry = {
    register(name, factory, { aliases = [] } = {}) {
      const spellings: string[] = [name, ...aliases];
      for (const [i, spelling] of spellings.entries()) {
        if (entries().has(spelling) || spellings.indexOf(spelling) < i) {
          throw new RangeError(
            `initializers.register: expected a new name, got ${JSON.stringify(spelling)}, which exists`,
          );
        }
      }
      for (const spelling of spellings) {
        entries().set(spelling, { name, factory: factory as Entry["factory"], preset: {} });
      }
    },

    resolve(spec) {
      if (typeof spec === "string") return make(spec, {});
      const made = initializerOf(spec);
      if (made) return made;
      if (typeof spec === "object" && spec !== null && "name" in spec) {
        const { name, ...config } = spec;
        if (typeof name === "string") return make(name, config);
      }
      throw new TypeError(
        `initializer: expected a name, { name, …options }, an initializer or a function, got ${show(spec)}`,
      );
    },

    names() {
      const names = new Set(Array.from(entries().values(), ({ name }) => name));
      return [...names].sort() as (keyof InitializerConfigs)[];
    },
  };
  return registry;
}

/**
 * The registry that layers look names up in.
 *
 * @example initializers.resolve("heNormal").name // "heNormal"
 */
export const initializers: Registry = /* @__PURE__ */ createRegistry();

function builtinEntries(): Map<string, Entry> {
  const table = new Map<string, Entry>();
  for (const [name, factory] of Object.entries(builtins)) {
    table.set(name, { name, factory: factory as Entry["factory"], preset: {} });
  }
  for (const [alias, { name, ...preset }] of Object.entries(builtinAliases)) {
    table.set(alias, { ...table.get(name)!, preset });
  }
  return table;
}

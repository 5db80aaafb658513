import type { builtinAliases } from "./aliases.ts";
import type * as builtins from "./builtins.ts";
import type { FillFunction, Initializer } from "./initializer.ts";

type Builtins = typeof builtins;
type Aliases = typeof builtinAliases;

/**
 * The options of every initializer, by name. Plug-ins add theirs, and the name becomes part of
 * every type that takes an initializer.
 *
 * @example
 * declare module "@kindling/init" {
 *   interface InitializerConfigs {
 *     scaledNormal: ScaledNormalConfig;
 *   }
 * }
 */
export interface InitializerConfigs
  extends Readonly<{ [Name in keyof Builtins]: NonNullable<Parameters<Builtins[Name]>[0]> }> {}

/**
 * The name that each alias stands for. Plug-ins add theirs.
 *
 * @example
 * declare module "@kindling/init" {
 *   interface InitializerAliases {
 *     scaled_normal: "scaledNormal";
 *   }
 * }
 */
export interface InitializerAliases
  extends Readonly<{ [Alias in keyof Aliases]: Aliases[Alias]["name"] }> {}

/** The name or an alias of a registered initializer. */
export type InitializerName = keyof InitializerConfigs | keyof InitializerAliases;

/** A name with its options, as JSON holds it: `{ name: "heNormal", negativeSlope: 0.1 }`. */
export type ConfiguredInitializer =
  | { [Name in keyof InitializerConfigs]: Configured<Name, Name> }[keyof InitializerConfigs]
  | {
      [Alias in keyof InitializerAliases]: Configured<Alias, InitializerAliases[Alias]>;
    }[keyof InitializerAliases];

/** Everything that a layer takes as an initializer. */
export type InitializerSpec = InitializerName | ConfiguredInitializer | Initializer | FillFunction;

type Configured<Spelling, Name extends keyof InitializerConfigs> = {
  readonly name: Spelling;
} & InitializerConfigs[Name];

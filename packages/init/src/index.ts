export * from "./builtins.ts";
export { type Description, describe } from "./describe.ts";
export { fans, neuronFans } from "./fans.ts";
export {
  defineInitializer,
  defineStructural,
  type Fans,
  type FillContext,
  type FillFunction,
  type Initializer,
  type InitializerFactory,
  type LawInitializer,
  type NoOptions,
  type WriteFunction,
} from "./initializer.ts";
export type { Law } from "./law.ts";
export * as laws from "./law.ts";
export { loaded, type WeightsByPath } from "./loaded.ts";
export { type OptionCheck, type OptionChecks, withOptions } from "./options.ts";
export type { InitializerPart, ResolvePart } from "./parts.ts";
export { initializers, type Registry } from "./registry.ts";
export type {
  ConfiguredInitializer,
  InitializerAliases,
  InitializerConfigs,
  InitializerName,
  InitializerSpec,
} from "./spec.ts";

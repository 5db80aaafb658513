// Streams to draw from, so that this package fills any ndarray by itself.
export { createRng, torchRng } from "@kindling/core";
export * from "./builtins.ts";
export { type Description, describe, describeInitializer } from "./describe.ts";
export { dialect } from "./dialect.ts";
export {
  DIALECTS,
  type Dialect,
  type DialectName,
  type ParameterPlace,
} from "./dialect-table.ts";
export type { FanMode } from "./fan-mode.ts";
export { fans, type ParameterLayout } from "./fans.ts";
export { type ActivationLike, type Direction, type GainOptions, gain } from "./gain.ts";
export {
  defineInitializer,
  defineStructural,
  type FillContext,
  type FillFunction,
  type Initializer,
  type InitializerFactory,
  type LawInitializer,
  type NoOptions,
  type WriteFunction,
} from "./initializer.ts";
export { kerasDialect } from "./keras-dialect.ts";
export type { Law } from "./law.ts";
export type { Fans, LawContext } from "./law-context.ts";
export type { Family } from "./law-of-std.ts";
export * as laws from "./laws.ts";
export { type LoadableTensor, loaded, type WeightsByPath } from "./loaded.ts";
export type {
  InitializableLayer,
  InitializableModel,
  InitializableParameter,
  ModelInitializer,
  ResidualBranch,
} from "./model-initializer.ts";
export { fixup } from "./model-initializers/fixup.ts";
export { type LsuvConfig, lsuv } from "./model-initializers/lsuv.ts";
export { type ReZeroConfig, reZero } from "./model-initializers/re-zero.ts";
export { type WeightNormConfig, weightNorm } from "./model-initializers/weight-norm.ts";
export { neuronFans } from "./neuron-fans.ts";
export { type OptionCheck, type OptionChecks, withOptions } from "./options.ts";
export { type InitializerPart, type ResolvePart, resolveObject } from "./parts.ts";
export type { Statistics } from "./realised.ts";
export { initializers, type Registry } from "./registry.ts";
export type {
  ConfiguredInitializer,
  InitializerAliases,
  InitializerConfigs,
  InitializerName,
  InitializerSpec,
} from "./spec.ts";

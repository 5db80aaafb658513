import type { Shape } from "@kindling/core";
import { show } from "@kindling/core";
import { encodeSafetensors } from "../formats/safetensors.ts";
import type { Layer } from "../layer.ts";
import type { Loss } from "../losses/loss.ts";
import type { Metric } from "../metrics/metric.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { Parameter } from "../parameter.ts";

/** Key of the configuration in the file's metadata. */
export const CONFIG_KEY = "kindling";

/** Version of {@link SavedConfig}; readers refuse a newer one. */
export const CONFIG_VERSION = 1;

/** What a saved model says of itself, as JSON. */
export interface SavedConfig {
  readonly version: number;
  readonly inputShape: Shape;
  readonly seed: number;
  readonly layers: readonly { readonly type: string; readonly config: object }[];
  readonly compiled?: {
    readonly optimizer: { readonly type: string; readonly config: object };
    readonly loss: { readonly name: string; readonly config: object };
    readonly metrics: readonly string[];
  };
}

/** Weights by path and the configuration, as a safetensors file. One model, one sequence of bytes. */
export function encodeModel(
  model: {
    readonly inputShape: Shape;
    readonly seed: number;
    readonly layers: readonly Layer[];
    readonly parameters: readonly Parameter[];
  },
  compiled:
    | {
        readonly optimizer: Optimizer;
        readonly loss: Loss;
        readonly metrics: readonly Metric[];
      }
    | undefined,
): Uint8Array {
  const { inputShape, seed, layers, parameters } = model;
  const config: SavedConfig = {
    version: CONFIG_VERSION,
    inputShape,
    seed,
    layers: layers.map(({ type, config }) => ({ type, config })),
    ...(compiled && {
      compiled: {
        optimizer: { type: compiled.optimizer.type, config: compiled.optimizer.config },
        loss: { name: compiled.loss.name, config: compiled.loss.config },
        metrics: compiled.metrics.map(({ name }) => name),
      },
    }),
  };
  return encodeSafetensors({
    tensors: new Map(
      parameters.map(({ path, shape, value }) => [
        path,
        { shape, data: Float32Array.from(value.data) },
      ]),
    ),
    metadata: { [CONFIG_KEY]: JSON.stringify(config, plain) },
  });
}

/** A function cannot be written: what comes back is a name that nothing is registered under. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "function") return { name: show(value) };
  if (typeof value === "object" && value !== null && "fill" in value && "config" in value) {
    const { name, config } = value as unknown as { name: string; config: object };
    return { name, ...config };
  }
  return value;
}

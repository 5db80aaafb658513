// What `@kindling/nn/slim` exports: the whole package, but that names stand for nothing. A bundle then
// holds the activations, losses, metrics and initializers that a script mentions, instead of all.
import type { Tensor } from "@kindling/core";
import type { SymbolicTensor } from "./layer.ts";
import { type GraphConfig, graphBy } from "./model/graph.ts";
import type { Model } from "./model/model.ts";
import { type SequentialConfig, sequentialBy } from "./model/sequential.ts";
import { VALUES_ONLY } from "./values-only.ts";

// biome-ignore lint/style/noRestrictedImports: this entry is that one but for two functions
export * from "./index.ts";

/**
 * A net of layers in a row, as `sequential` of `@kindling/nn` makes it, of values instead of names.
 *
 * @throws what that does, and for names
 * @example
 * const model = sequential({
 *   inputShape: [2],
 *   layers: [dense({ units: 1, activation: sigmoid(), kernelInitializer: heNormal() })],
 * });
 * model.compile({ optimizer: adam(), loss: binaryCrossentropy(), metrics: [accuracy()] });
 */
export function sequential(config: SequentialConfig): Model {
  return sequentialBy(VALUES_ONLY, config);
}

/**
 * A net of layers applied to each other, as `graph` of `@kindling/nn` makes it, of values instead of
 * names.
 *
 * @throws what that does, and for names
 * @example
 * const x = input({ shape: [4] });
 * graph({ inputs: x, outputs: dense({ units: 2 }).apply(x) }).predict([[1, 2, 3, 4]]).shape // [1, 2]
 */
export function graph(config: GraphConfig & { readonly outputs: SymbolicTensor }): Model;
export function graph(
  config: GraphConfig & { readonly outputs: readonly SymbolicTensor[] },
): Model<Tensor[]>;
export function graph(config: GraphConfig): Model | Model<Tensor[]> {
  return graphBy(VALUES_ONLY, config);
}

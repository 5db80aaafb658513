import { Model, type ModelConfig } from "./model.ts";

/**
 * A net of layers in a row. Weights are drawn at once, each from the stream of its path.
 *
 * @throws for layers that do not fit together, before any memory is taken
 * @example
 * const model = sequential({
 *   inputShape: [2],
 *   seed: 42,
 *   layers: [dense({ units: 8, activation: "tanh" }), dense({ units: 1, activation: "sigmoid" })],
 * });
 */
export function sequential(config: ModelConfig): Model {
  return new Model(config);
}

import type { Tensor } from "@kindling/core";
import type { ModelInitializer } from "@kindling/init";
import type { Model } from "./model.ts";
import type { DataOfAll } from "./samples.ts";

/**
 * Gives a model new weights, all at once: from a batch of data, or by its depth.
 *
 * Layers that have a kernel and end with an activation are initialised, those inside of others too;
 * others, such as recurrent ones, keep their weights. What an optimizer remembers stays: initialize
 * before `compile`.
 *
 * @param initializer `lsuv({ data })`, `weightNorm({ data })`, `fixup()` or `reZero()` of
 *   `@kindling/init`; data are what `predict` takes
 * @throws when the model is not of the kind, or the data do not serve; it is then unchanged
 * @example
 * const net = sequential({ inputShape: [2], layers: [dense({ units: 8, activation: "tanh" })] });
 * initialize(net, lsuv({ data: [[0, 1], [1, 0], [2, 3], [1, 1]] }));
 */
export function initialize(
  model: Model | Model<Tensor[]>,
  initializer: ModelInitializer<DataOfAll>,
): void {
  initializer.apply(model.initializable());
}

import type { Layer, LayerFactory, SymbolicTensor } from "./layer.ts";
import { cropping1d } from "./layers/cropping1d.ts";
import { pickStep } from "./layers/pick-step.ts";
import { reshape } from "./layers/reshape.ts";
import type { RecurrentConfig } from "./recurrent-options.ts";

/**
 * The factory, with layers whose `apply` also gives the states where they are to be returned. Those that
 * the output does not show stand in rows behind it, and are taken apart here.
 */
export function returningStates<Config extends RecurrentConfig>(
  factory: LayerFactory<Config>,
  states: number,
): LayerFactory<Config> {
  const create = (config: Config): Layer => {
    const layer = (factory as (config: Config) => Layer)(config);
    if (!config.returnState) return layer;
    return { ...layer, apply: (inputs) => takeApart(layer.apply(inputs), config, states) };
  };
  return Object.assign(create, { type: factory.type }) as LayerFactory<Config>;
}

function takeApart(
  all: SymbolicTensor,
  { returnSequences = false }: RecurrentConfig,
  count: number,
): SymbolicTensor {
  const hidden = count - 1;
  if (!(returnSequences || hidden > 0)) {
    return { ...all, states: [reshape({ targetShape: [-1] }).apply(all)] };
  }
  const states = Array.from({ length: count }, (_, i) => pickStep({ step: i - count }).apply(all));
  if (!returnSequences) return { ...pickStep({ step: 0 }).apply(all), states };
  const y = hidden > 0 ? cropping1d({ cropping: [0, hidden] }).apply(all) : all;
  return { ...y, states };
}

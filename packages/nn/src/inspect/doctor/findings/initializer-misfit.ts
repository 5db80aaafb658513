import { short } from "../figures.ts";
import type { Finding } from "../finding.ts";
import { hiddenOf, type LayerFigures, type Observation } from "../observation.ts";
import { refit } from "../remedy.ts";

/** How far laws and activations may move the scale over all hidden layers: twelve relus that each halve χ. */
const MOST = 64;

/** Kernels whose laws do not keep the scale through the activations behind them. */
export function initializerMisfit(observation: Observation): Finding[] {
  const predicted = hiddenOf(observation).filter(isPredicted);
  const factor = predicted.reduce((product, { predicted }) => product * predicted.factor, 1);
  if (factor >= 1 / MOST && factor <= MOST) return [];
  const faults = predicted.filter(({ predicted }) => predicted.factor < 1 === factor < 1);
  return [
    {
      code: "initializerMisfit",
      severity: "warning",
      paths: faults.map(({ path }) => path),
      figure: `by their laws, ${predicted.length} layers multiply signals and gradients by ${short(factor)}`,
      why: "A law that does not fit the activation changes the scale at every layer, and depth makes a power of it.",
      remedy: refit(observation),
    },
  ];
}

type Predicted = LayerFigures & { readonly predicted: NonNullable<LayerFigures["predicted"]> };

function isPredicted(layer: LayerFigures): layer is Predicted {
  return layer.predicted !== undefined;
}

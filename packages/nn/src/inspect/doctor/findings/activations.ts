import { short } from "../figures.ts";
import type { Finding } from "../finding.ts";
import { hiddenOf, type LayerFigures, type Observation } from "../observation.ts";
import { refit } from "../remedy.ts";

/** How far the scale may move from the input to the last hidden layer. */
const MOST = 100;

/** Values that grow, or overflow, on their way through the net. */
export function explodingActivations(observation: Observation): Finding[] {
  const { layers } = observation;
  const start = scaleOfStart(observation, "rms");
  // A last layer may stand wherever the target does.
  const scaleOf = ({ values, last }: LayerFigures): number =>
    last ? values.variation : values.rms;
  const grown = (layer: LayerFigures): boolean =>
    !layer.values.finite || (start > 0 && scaleOf(layer) > MOST * start);
  const first = layers.find(grown);
  if (first === undefined || !layers.filter(({ last }) => last).some(grown)) return [];
  return [
    {
      code: "explodingActivations",
      severity: layers.every(({ values }) => values.finite) ? "warning" : "error",
      paths: [first.path],
      figure: first.values.finite
        ? `root mean square ${short(first.values.rms / start)} times that of the input`
        : "values that are not finite",
      why: "Each layer multiplies the scale; gradients grow with it and the first steps throw the weights about.",
      remedy: refit(observation),
    },
  ];
}

/** Outputs of the hidden layers that hardly differ between samples. */
export function vanishingActivations(observation: Observation): Finding[] {
  const hidden = hiddenOf(observation);
  const start = scaleOfStart(observation, "variation");
  const faded = ({ values }: LayerFigures): boolean => values.variation * MOST < start;
  const [first, end] = [hidden.find(faded), hidden.at(-1)];
  if (first === undefined || end === undefined || !faded(end)) return [];
  return [
    {
      code: "vanishingActivations",
      severity: end.values.variation === 0 ? "error" : "warning",
      paths: [first.path],
      figure: `differences between samples ${short(first.values.variation / start)} times those of the input`,
      why: "What tells samples apart fades from layer to layer, so the last ones see the same for all.",
      remedy: refit(observation),
    },
  ];
}

/** Of what the first layer with a kernel reads: the inputs, or what scaling makes of them. */
function scaleOfStart(
  { inputs, layers, parameters }: Observation,
  scale: "rms" | "variation",
): number {
  const kernels = new Set(
    parameters.filter(({ parameter }) => parameter.shape.length > 1).map(({ layer }) => layer),
  );
  const first = layers.findIndex(
    ({ path, layer }) => kernels.has(path) && layer.type !== "embedding",
  );
  const read = first > 0 ? layers.slice(first - 1, first) : inputs;
  return Math.max(...read.map(({ values }) => values[scale]));
}

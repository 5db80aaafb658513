import { hiddenOf, type LayerFigures, type Observation } from "./observation.ts";

/** By what one hidden layer multiplies, as a geometric mean over all of them. */
export interface Trend {
  /** The root mean square of the values, on their way forward. */
  readonly forward: number | undefined;
  /** The norm of the gradient, on its way back; absent where no layer needs it. */
  readonly backward: number | undefined;
  /** What mean-field theory expects; absent where it does not know all of the layers. */
  readonly predictedForward: number | undefined;
  readonly predictedBackward: number | undefined;
}

/**
 * Of the hidden layers with weights; undefined for less than two.
 *
 * @example
 * const { forward, predictedForward } = trendOf(diagnose(model, { x, y })) ?? {};
 */
export function trendOf(observation: Observation): Trend | undefined {
  const layers = weightedOf(observation);
  const [first, last] = [layers[0], layers.at(-1)];
  const steps = layers.length - 1;
  if (first === undefined || last === undefined || steps < 1) return undefined;
  const mean = (end: number | undefined, start: number | undefined): number | undefined =>
    end === undefined || start === undefined ? undefined : (end / start) ** (1 / steps);
  return {
    forward: mean(last.values.rms, first.values.rms),
    backward: mean(first.gradients?.norm, last.gradients?.norm),
    predictedForward: mean(last.predicted?.rms, first.predicted?.rms),
    predictedBackward: mean(first.predictedGradient, last.predictedGradient),
  };
}

/** Hidden layers with weights, in the order of the forward pass. */
export function weightedOf(observation: Observation): LayerFigures[] {
  return hiddenOf(observation).filter(({ path }) =>
    observation.copies.some(({ layer }) => isWithin(layer, path)),
  );
}

/** Of that layer, or of one inside it. */
export function isWithin(layer: string, path: string): boolean {
  return layer === path || layer.startsWith(`${path}/`);
}

import type { Layer } from "../../layer.ts";
import type { Loss } from "../../losses/loss.ts";
import type { Optimizer } from "../../optimizers/optimizer.ts";
import type { Parameter } from "../../parameter.ts";
import type { Copies } from "../copies.ts";
import type { Prediction } from "./mean-field.ts";
import type { Spread } from "./spread.ts";

/** What one training step of a net looks like from inside. */
export interface Observation {
  /** Samples of the step. */
  readonly batch: number;
  readonly inputs: readonly InputFigures[];
  /** One for each application of a layer, in the order of the forward pass. */
  readonly layers: readonly LayerFigures[];
  /** Those that train. */
  readonly parameters: readonly ParameterFigures[];
  /** Units that compute the same as another, for each layer with a kernel. */
  readonly copies: readonly Copies[];
  readonly outputs: readonly OutputFigures[];
  /** Of the batch before the step and after it; NaN where it is not finite. */
  readonly loss: number;
  readonly lossAfter: number;
  readonly optimizer: Optimizer;
  readonly learningRate: number;
}

/** An input of the net. */
export interface InputFigures {
  readonly values: Spread;
  /** Of each feature, the last axis, over samples and positions. */
  readonly features: readonly { readonly mean: number; readonly std: number }[];
  /** The layers that read it. */
  readonly readers: readonly Layer[];
}

/** What a layer makes, and what the loss wants of it. */
export interface LayerFigures {
  /** Of the layer, as in the paths of its parameters. */
  readonly path: string;
  readonly layer: Layer;
  /** It makes an output of the net. Its values stand before an activation that the loss applies. */
  readonly last: boolean;
  readonly values: Spread;
  /** Nothing but an `add` reads it: it ends a branch. */
  readonly isAdded: boolean;
  /** That it ends with. */
  readonly activation: string;
  /** Share of the values at the ends of the activation's range, where it is flat. */
  readonly saturated: number;
  /** [batch, …], the values themselves. */
  readonly numbers: Float32Array;
  /** Of the gradient of the loss; absent where no parameter needs it. */
  readonly gradients: Spread | undefined;
  /** What theory expects; absent where it knows nothing of the layer or of one before it. */
  readonly predicted: Prediction | undefined;
  /** Norm that theory expects of the gradient, from that at the last hidden layer back. */
  readonly predictedGradient: number | undefined;
}

/** A parameter before a step, and what the step did. */
export interface ParameterFigures {
  readonly parameter: Parameter;
  /** Of the layer it belongs to: its path without the last part. */
  readonly layer: string;
  readonly value: Float32Array;
  readonly gradient: Float32Array;
  readonly rms: number;
  readonly gradientRms: number;
  /** ‖Δw‖/‖w‖ of the first step of the compiled optimizer. */
  readonly updateRatio: number;
  /** Behind its layer, or in it. */
  readonly activation: string;
}

/** What an output is judged by. */
export interface OutputFigures {
  readonly path: string;
  readonly loss: Loss;
  /** Its share of the loss. */
  readonly value: number;
  readonly target: Float32Array;
  /** Extent of the last axis of the output. */
  readonly units: number;
}

/** Layers whose output the net does not return. */
export function hiddenOf({ layers }: Observation): LayerFigures[] {
  return layers.filter(({ last }) => !last);
}

/** The parameters that a layer's values come from: its own, else those of the nearest layer before it. */
export function sourcesOf(
  { layers, parameters }: Observation,
  figures: LayerFigures,
): ParameterFigures[] {
  for (let at = layers.indexOf(figures); at >= 0; at--) {
    const { path } = layers[at]!;
    const own = parameters.filter(({ layer }) => layer === path || layer.startsWith(`${path}/`));
    if (own.some(({ parameter }) => parameter.shape.length > 1)) return own;
  }
  return [];
}

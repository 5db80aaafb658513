import type { Tensor } from "@kindling/core";
import { within } from "../check.ts";
import { decodeSafetensors, type FileTensor } from "../formats/safetensors.ts";
import type { Layer } from "../layer.ts";
import { ALL_NAMES } from "../names.ts";
import { Model, type ModelPlan } from "./model.ts";
import { type LoadOptions, reviveCompiled, reviveLayers } from "./revive.ts";
import { CONFIG_KEY, type SavedConfig } from "./save.ts";
import { readConfig } from "./saved-config.ts";
import { chain } from "./topology.ts";
import { restoreTraining, TRAINING_KEY } from "./training-state.ts";

/**
 * A model from the bytes of `model.toBytes()`, compiled as it was when it was saved. What a file claims is
 * held against what is there before memory is taken; but patterns in the optimizer's rules run as regular
 * expressions, and those of a stranger may take long.
 *
 * @throws (rejects) for a file that is cut off, damaged, or no saved model; the message says where
 * @example const model = await loadModel(await readFile("mnist.safetensors"));
 */
export async function loadModel<Prediction extends Tensor | Tensor[] = Tensor>(
  bytes: Uint8Array | ArrayBuffer,
  options: LoadOptions = {},
): Promise<Model<Prediction>> {
  return within("loadModel", () => decodeModel(bytes, options));
}

function decodeModel<Prediction extends Tensor | Tensor[]>(
  bytes: Uint8Array | ArrayBuffer,
  options: LoadOptions,
): Model<Prediction> {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const config = readConfig(metadata[CONFIG_KEY]);
  const { compiled, initializers = {} } = config;
  const text = metadata[TRAINING_KEY];
  // Without a training there is nothing that tensors could be the state of.
  const [weights, state] = compiled && text !== undefined ? divide(tensors) : [tensors];
  const plan = planOf(config, reviveLayers(config.layers, options));
  const model = new Model<Prediction>(plan, weights, new Map(Object.entries(initializers)));
  if (compiled) {
    const restore = state && { text: text!, tensors: state };
    model.compile(
      reviveCompiled(compiled, options),
      restore && ((trainer) => restoreTraining(trainer, restore)),
    );
  }
  return model;
}

type Tensors = ReadonlyMap<string, FileTensor>;

/** Weights, and what belongs to the state of training: names that no layer's path can begin like. */
function divide(tensors: Tensors): [weights: Tensors, state: Tensors] {
  const isState = ([name]: [string, FileTensor]): boolean => name.startsWith("/");
  const all = [...tensors];
  return [new Map(all.filter((each) => !isState(each))), new Map(all.filter(isState))];
}

function planOf(
  { seed, dialect, inputShape, graph }: SavedConfig,
  layers: readonly Layer[],
): ModelPlan {
  const common = { names: ALL_NAMES, seed, dialect };
  if (graph === undefined) return { ...common, topology: chain(inputShape!, layers) };
  const { inputs, outputs, returnsList } = graph;
  const steps = graph.steps.map((step) => ({ layer: layers[step.layer]!, inputs: step.inputs }));
  return { ...common, topology: { inputs, steps, outputs }, returnsList };
}

import type { Tensor } from "@kindling/core";
import { expectName, within } from "../check.ts";
import { decodeSafetensors, type FileTensor } from "../formats/safetensors.ts";
import type { Layer } from "../layer.ts";
import { activation } from "../layers/activation.ts";
import { add } from "../layers/add.ts";
import { alphaDropout } from "../layers/alpha-dropout.ts";
import { average } from "../layers/average.ts";
import { averagePooling1d } from "../layers/average-pooling1d.ts";
import { averagePooling2d } from "../layers/average-pooling2d.ts";
import { batchNormalization } from "../layers/batch-normalization.ts";
import { bidirectional } from "../layers/bidirectional.ts";
import { concatenate } from "../layers/concatenate.ts";
import { conv1d } from "../layers/conv1d.ts";
import { conv2d } from "../layers/conv2d.ts";
import { conv2dTranspose } from "../layers/conv2d-transpose.ts";
import { cropping1d } from "../layers/cropping1d.ts";
import { cropping2d } from "../layers/cropping2d.ts";
import { dense } from "../layers/dense.ts";
import { depthwiseConv2d } from "../layers/depthwise-conv2d.ts";
import { dropout } from "../layers/dropout.ts";
import { embedding } from "../layers/embedding.ts";
import { maximum, minimum } from "../layers/extremes.ts";
import { flatten } from "../layers/flatten.ts";
import { gaussianDropout } from "../layers/gaussian-dropout.ts";
import { gaussianNoise } from "../layers/gaussian-noise.ts";
import { globalAveragePooling1d } from "../layers/global-average-pooling1d.ts";
import { globalAveragePooling2d } from "../layers/global-average-pooling2d.ts";
import { globalMaxPooling1d } from "../layers/global-max-pooling1d.ts";
import { globalMaxPooling2d } from "../layers/global-max-pooling2d.ts";
import { groupNormalization } from "../layers/group-normalization.ts";
import { gru } from "../layers/gru.ts";
import { layerNormalization } from "../layers/layer-normalization.ts";
import { lstm } from "../layers/lstm.ts";
import { masking } from "../layers/masking.ts";
import { maxPooling1d } from "../layers/max-pooling1d.ts";
import { maxPooling2d } from "../layers/max-pooling2d.ts";
import { multiHeadAttention } from "../layers/multi-head-attention.ts";
import { multiply } from "../layers/multiply.ts";
import { normalization } from "../layers/normalization.ts";
import { permute } from "../layers/permute.ts";
import { pickStep } from "../layers/pick-step.ts";
import { positionalEmbedding } from "../layers/positional-embedding.ts";
import { prelu } from "../layers/prelu.ts";
import { repeatVector } from "../layers/repeat-vector.ts";
import { rescaling } from "../layers/rescaling.ts";
import { reshape } from "../layers/reshape.ts";
import { residual } from "../layers/residual.ts";
import { rmsNormalization } from "../layers/rms-normalization.ts";
import { separableConv2d } from "../layers/separable-conv2d.ts";
import { simpleRnn } from "../layers/simple-rnn.ts";
import { spatialDropout1d, spatialDropout2d } from "../layers/spatial-dropout.ts";
import { timeDistributed } from "../layers/time-distributed.ts";
import { upSampling1d } from "../layers/up-sampling1d.ts";
import { upSampling2d } from "../layers/up-sampling2d.ts";
import { zeroPadding1d } from "../layers/zero-padding1d.ts";
import { zeroPadding2d } from "../layers/zero-padding2d.ts";
import type { Loss } from "../losses/loss.ts";
import { LOSSES } from "../losses/resolve.ts";
import type { Metric } from "../metrics/metric.ts";
import { METRICS } from "../metrics/resolve.ts";
import { ALL_NAMES } from "../names.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { OPTIMIZERS } from "../optimizers/resolve.ts";
import { SCHEDULES } from "../schedules/resolve.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { type CompileOptions, Model } from "./model.ts";
import {
  CONFIG_KEY,
  type SavedConfig,
  type SavedLoss,
  type SavedMetric,
  type SavedMetrics,
} from "./save.ts";
import { readConfig } from "./saved-config.ts";
import { chain } from "./topology.ts";
import { restoreTraining, TRAINING_KEY } from "./training-state.ts";
import { expectWeights } from "./weights.ts";

/** Any layer's factory: it checks the configuration that it gets. */
type AnyLayerFactory = ((config: never) => Layer) & { readonly type: string };

/** Options of {@link loadModel}. */
export interface LoadOptions {
  /** Layers of the user's own that the file names by type. */
  readonly layers?: readonly AnyLayerFactory[];
  /** Optimizers of the user's own by type; each gets the configuration that was saved. */
  readonly optimizers?: Readonly<Record<string, (config: never) => Optimizer>>;
  /** Schedules of the user's own by type; each gets the configuration that was saved. */
  readonly schedules?: Readonly<Record<string, (config: never) => Schedule>>;
  /** Losses of the user's own by name; each gets the configuration that was saved. */
  readonly losses?: Readonly<Record<string, (config: never) => Loss>>;
  /** Metrics of the user's own by type or name; each gets the configuration that was saved. */
  readonly metrics?: Readonly<Record<string, (config: never) => Metric>>;
}

/** Every layer that a file may name. */
export const LAYERS: readonly AnyLayerFactory[] = [
  activation,
  add,
  alphaDropout,
  average,
  averagePooling1d,
  averagePooling2d,
  batchNormalization,
  bidirectional,
  concatenate,
  conv1d,
  conv2d,
  conv2dTranspose,
  cropping1d,
  cropping2d,
  dense,
  depthwiseConv2d,
  dropout,
  embedding,
  flatten,
  gaussianDropout,
  gaussianNoise,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  groupNormalization,
  gru,
  layerNormalization,
  lstm,
  masking,
  maximum,
  maxPooling1d,
  maxPooling2d,
  minimum,
  multiHeadAttention,
  multiply,
  normalization,
  permute,
  pickStep,
  positionalEmbedding,
  prelu,
  repeatVector,
  rescaling,
  reshape,
  residual,
  rmsNormalization,
  separableConv2d,
  simpleRnn,
  spatialDropout1d,
  spatialDropout2d,
  timeDistributed,
  upSampling1d,
  upSampling2d,
  zeroPadding1d,
  zeroPadding2d,
];

/**
 * A model from the bytes of `model.toBytes()`, compiled as it was when it was saved.
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
  const { layers = [], optimizers, schedules, losses, metrics } = options;
  const { tensors, metadata } = decodeSafetensors(bytes);
  const config = readConfig(metadata[CONFIG_KEY]);
  const factories = new Map([...LAYERS, ...layers].map((factory) => [factory.type, factory]));
  const built = config.layers.map((saved, index) => revive(saved, factories, `layers[${index}]`));
  const [weights, state] = divide(tensors);
  const model = new Model<Prediction>(
    planOf(config, built as readonly Layer[]),
    weights,
    new Map(Object.entries(config.initializers ?? {})),
  );
  const { compiled } = config;
  if (compiled) {
    const { type, config: saved } = compiled.optimizer;
    const { learningRate } = saved;
    const schedule = typeof learningRate === "object" && {
      learningRate: pick(
        learningRate.type,
        SCHEDULES,
        schedules,
        "schedule",
      )(learningRate.config as never),
    };
    const lossOf = ({ name, config }: SavedLoss): Loss =>
      pick(name, LOSSES, losses, "loss")(config as never);
    const known: Readonly<Record<string, (config: never) => Metric>> = METRICS;
    const metricOf = (saved: SavedMetric): Metric => {
      const { type, config } = typeof saved === "string" ? { type: saved, config: {} } : saved;
      return pick(type, known, metrics, "metric")(config as never);
    };
    const metricsOf = (saved: SavedMetrics = []): readonly Metric[] =>
      saved.map((entry) =>
        Array.isArray(entry) ? entry.map(metricOf) : metricOf(entry as SavedMetric),
      ) as readonly Metric[];
    const { loss, lossWeights } = compiled;
    const text = metadata[TRAINING_KEY];
    const training = text === undefined ? undefined : { text, tensors: state };
    const options: CompileOptions = {
      optimizer: pick(
        type,
        OPTIMIZERS,
        optimizers,
        "optimizer",
      )({ ...saved, ...schedule } as never),
      loss: Array.isArray(loss) ? loss.map(lossOf) : lossOf(loss as SavedLoss),
      ...(lossWeights && { lossWeights }),
      metrics: metricsOf(compiled.metrics),
      weightedMetrics: metricsOf(compiled.weightedMetrics),
    };
    model.compile(options, training && ((trainer) => restoreTraining(trainer, training)));
  }
  // Without a training there is nothing that they could be the state of.
  if (!compiled || !(TRAINING_KEY in metadata)) expectWeights(tensors, model.parameters);
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
): ConstructorParameters<typeof Model>[0] {
  if (graph === undefined)
    return { topology: chain(inputShape!, layers), names: ALL_NAMES, seed, dialect };
  const { inputs, outputs, returnsList } = graph;
  const steps = graph.steps.map((step) => ({ layer: layers[step.layer]!, inputs: step.inputs }));
  return { topology: { inputs, steps, outputs }, names: ALL_NAMES, seed, dialect, returnsList };
}

/** Makes layers of what was saved, those inside the configuration of others included. */
function revive(
  saved: unknown,
  factories: ReadonlyMap<string, AnyLayerFactory>,
  where: string,
): unknown {
  if (Array.isArray(saved)) {
    return saved.map((each, i) => revive(each, factories, `${where}[${i}]`));
  }
  if (typeof saved !== "object" || saved === null) return saved;
  const inside = Object.fromEntries(
    Object.entries(saved).map(([key, value]) => [key, revive(value, factories, `${where}.${key}`)]),
  );
  if (!("type" in saved && "config" in saved)) return inside;
  const factory = expectName(saved.type as string, factories, `${where}: type`);
  return factory(inside.config as never);
}

/** The factory of that name, a built-in one or the user's own. @throws with the names there are */
function pick<T>(
  name: string,
  builtin: Readonly<Record<string, T>>,
  own: Readonly<Record<string, T>> | undefined,
  where: string,
): T {
  return expectName(name, new Map(Object.entries({ ...builtin, ...own })), where);
}

import { type Shape, show } from "@kindling/core";
import type { DialectName } from "@kindling/init";
import { encodeSafetensors } from "../formats/safetensors.ts";
import type { Layer } from "../layer.ts";
import type { Metric } from "../metrics/metric.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import type { Parameter } from "../parameter.ts";
import { isSchedule, type Schedule } from "../schedules/schedule.ts";
import type { Judges } from "./judges.ts";
import { isChain, type Topology } from "./topology.ts";
import { TRAINING_KEY, type TrainingFile } from "./training-state.ts";
import { copyWeights } from "./weights.ts";

/** Key of the configuration in the file's metadata. */
export const CONFIG_KEY = "kindling";

/** Version of {@link SavedConfig}; readers refuse a newer one. */
export const CONFIG_VERSION = 2;

/** What a saved model says of itself, as JSON. */
export interface SavedConfig {
  readonly version: number;
  readonly seed: number;
  /** Absent for `"keras"`. */
  readonly dialect?: DialectName;
  readonly layers: readonly SavedTyped[];
  /** Of a row of layers: version 1. */
  readonly inputShape?: Shape;
  /** Of a graph: version 2. */
  readonly graph?: {
    readonly inputs: readonly Shape[];
    /** Which layer is applied to which values. */
    readonly steps: readonly { readonly layer: number; readonly inputs: readonly number[] }[];
    readonly outputs: readonly number[];
    readonly returnsList: boolean;
  };
  readonly compiled?: {
    readonly optimizer: {
      readonly type: string;
      readonly config: { readonly learningRate: number | SavedTyped };
    };
    /** An array with one for each of several outputs. */
    readonly loss: SavedLoss | readonly SavedLoss[];
    readonly lossWeights?: readonly number[];
    readonly metrics: SavedMetrics;
    readonly weightedMetrics?: SavedMetrics;
  };
  /** How each parameter started, by path. */
  readonly initializers?: Readonly<Record<string, string>>;
}

/** A layer, or a schedule. */
export interface SavedTyped {
  readonly type: string;
  readonly config: object;
}

export interface SavedLoss {
  readonly name: string;
  readonly config: object;
}

/** By name, or with a configuration; an array of arrays for several outputs. */
export type SavedMetrics = readonly SavedMetric[] | readonly (readonly SavedMetric[])[];

export type SavedMetric = string | SavedTyped;

/** Weights by path and the configuration, as a safetensors file. One model, one sequence of bytes. */
export function encodeModel(
  model: {
    readonly topology: Topology;
    readonly returnsList?: boolean;
    readonly seed: number;
    readonly dialect: DialectName;
    readonly parameters: readonly Parameter[];
    readonly provenance: ReadonlyMap<string, string>;
  },
  compiled: { readonly optimizer: Optimizer; readonly judges: readonly Judges[] } | undefined,
  training: TrainingFile | undefined,
): Uint8Array {
  const { topology, returnsList = false, seed, dialect, parameters, provenance } = model;
  const config: SavedConfig = {
    ...describeTopology(topology, returnsList, seed),
    ...(dialect !== "keras" && { dialect }),
    ...(compiled && { compiled: describeCompiled(compiled) }),
    initializers: Object.fromEntries(provenance),
  };
  return encodeSafetensors({
    tensors: new Map([...copyWeights(parameters), ...(training?.tensors ?? [])]),
    metadata: {
      [CONFIG_KEY]: JSON.stringify(config, plain),
      ...(training && { [TRAINING_KEY]: training.text }),
    },
  });
}

function describeTopology(
  topology: Topology,
  returnsList: boolean,
  seed: number,
): Omit<SavedConfig, "compiled"> {
  const { inputs, steps, outputs } = topology;
  const unique = [...new Set(steps.map(({ layer }) => layer))];
  const layers = unique.map(({ type, config }) => ({ type, config }));
  if (isChain(topology) && !returnsList) {
    return { version: 1, inputShape: inputs[0]!, seed, layers };
  }
  const places = steps.map(({ layer, inputs }) => ({ layer: unique.indexOf(layer), inputs }));
  return { version: 2, seed, layers, graph: { inputs, steps: places, outputs, returnsList } };
}

function describeCompiled(compiled: {
  readonly optimizer: Optimizer;
  readonly judges: readonly Judges[];
}): NonNullable<SavedConfig["compiled"]> {
  const { optimizer, judges } = compiled;
  const losses = judges.map(({ loss: { name, config } }) => ({ name, config }));
  const one = judges.length === 1;
  const saved = (each: (judge: Judges) => readonly Metric[]): SavedMetrics => {
    const all = judges.map((judge) => each(judge).map(saveMetric));
    return one ? all[0]! : all;
  };
  const weighs = judges.some(({ lossWeight }) => lossWeight !== 1);
  return {
    optimizer: { type: optimizer.type, config: optimizer.config },
    loss: one ? losses[0]! : losses,
    ...(weighs && { lossWeights: judges.map(({ lossWeight }) => lossWeight) }),
    metrics: saved(({ metrics }) => metrics),
    ...(judges.some(({ weightedMetrics }) => weightedMetrics.length > 0) && {
      weightedMetrics: saved(({ weightedMetrics }) => weightedMetrics),
    }),
  };
}

function saveMetric({ name, type = name, config }: Metric): SavedMetric {
  return config === undefined ? type : { type, config };
}

/** A function cannot be written: what comes back is a name that nothing is registered under. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === "function") return { name: show(value) };
  if (typeof value !== "object" || value === null) return value;
  if ("build" in value || isSchedule(value)) {
    const { type, config } = value as Layer | Schedule;
    return { type, config };
  }
  if ("fill" in value && "config" in value) {
    const { name, config } = value as unknown as { name: string; config: object };
    return { name, ...config };
  }
  return value;
}

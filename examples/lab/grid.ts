import type { ActivationName } from "@kindling/core";
import type { InitializerName, InitializerSpec } from "@kindling/init";
import { type NetName, OF_DIGITS } from "./nets.ts";

export const DATASETS = ["mnist", "spirals"] as const;
export type Dataset = (typeof DATASETS)[number];

/** Those of the experiment. */
export const ACTIVATIONS = ["sigmoid", "tanh", "relu"] as const satisfies ActivationName[];

/** Those of the experiment, by the names that charts and tables show. */
export const INITIALIZERS = {
  zeros: "zeros",
  constant: { name: "constant", value: 0.1 },
  "N(0, 1)": { name: "normal", std: 1 },
  "N(0, 0.01²)": { name: "normal", std: 0.01 },
  fanInUniform: "fanInUniform",
  glorotNormal: "glorotNormal",
  glorotUniform: "glorotUniform",
  heNormal: "heNormal",
  heUniform: "heUniform",
} as const satisfies Record<string, InitializerSpec>;

/** What a name stands for: one of the experiment, a configuration in JSON, else a registered name. */
export function specOf(name: string): InitializerSpec {
  if (Object.hasOwn(INITIALIZERS, name)) return INITIALIZERS[name as keyof typeof INITIALIZERS];
  return name.startsWith("{") ? JSON.parse(name) : (name as InitializerName);
}

/** One training: everything that differs between two of them. */
export interface Cell {
  readonly dataset: Dataset;
  readonly net: NetName;
  /** Hidden layers, or blocks. */
  readonly depth: number;
  readonly activation: ActivationName;
  /** As {@link specOf} takes it. */
  readonly initializer: string;
  readonly seed: number;
}

/** What all trainings of an experiment share. */
export interface Settings {
  /** Units of each hidden layer. */
  readonly width: number;
  readonly epochs: number;
  readonly batchSize: number;
  /** Of plain gradient descent, which leaves what the initializer did to be seen. */
  readonly learningRate: number;
  /** Samples to learn from; as many again, or the test images, to judge by. */
  readonly samples: number;
}

/** The grid of an experiment. */
export interface Experiment {
  readonly datasets: readonly Dataset[];
  readonly nets: readonly NetName[];
  readonly depths: readonly number[];
  readonly activations: readonly ActivationName[];
  readonly initializers: readonly string[];
  readonly seeds: readonly number[];
  readonly settings: Settings;
}

/**
 * Every combination of a net with data that it reads. The seeds come last, so that an interrupted run has
 * whole pictures first.
 */
export function cellsOf(experiment: Experiment): Cell[] {
  const { datasets, nets, depths, activations, initializers, seeds } = experiment;
  const cells = seeds.flatMap((seed) =>
    datasets.flatMap((dataset) =>
      nets.flatMap((net) =>
        depths.flatMap((depth) =>
          activations.flatMap((activation) =>
            initializers.map(
              (initializer): Cell => ({ dataset, net, depth, activation, initializer, seed }),
            ),
          ),
        ),
      ),
    ),
  );
  return cells.filter(({ dataset, net }) => dataset === "mnist" || !OF_DIGITS.has(net));
}

/** What makes a result reusable: the cell and all that it was trained with. */
export function keyOf(cell: Cell, settings: Settings): string {
  return JSON.stringify([
    cell.dataset,
    cell.net,
    cell.depth,
    cell.activation,
    cell.initializer,
    cell.seed,
    ...Object.values(settings),
  ]);
}

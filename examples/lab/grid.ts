import type { InitializerSpec } from "@kindling/init";

export const DATASETS = ["mnist", "spirals"] as const;
export type Dataset = (typeof DATASETS)[number];

export const ACTIVATIONS = ["sigmoid", "tanh", "relu"] as const;
export type LabActivation = (typeof ACTIVATIONS)[number];

/** The initializers of the experiment, by the names that charts and tables show. */
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

export type LabInitializer = keyof typeof INITIALIZERS;

/** One training: everything that differs between two of them. */
export interface Cell {
  readonly dataset: Dataset;
  /** Hidden layers. */
  readonly depth: number;
  readonly activation: LabActivation;
  readonly initializer: LabInitializer;
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
  readonly depths: readonly number[];
  readonly activations: readonly LabActivation[];
  readonly initializers: readonly LabInitializer[];
  readonly seeds: readonly number[];
  readonly settings: Settings;
}

/** Every combination; the seeds come last, so that an interrupted run has whole pictures first. */
export function cellsOf(experiment: Experiment): Cell[] {
  const { datasets, depths, activations, initializers, seeds } = experiment;
  return seeds.flatMap((seed) =>
    datasets.flatMap((dataset) =>
      depths.flatMap((depth) =>
        activations.flatMap((activation) =>
          initializers.map((initializer) => ({ dataset, depth, activation, initializer, seed })),
        ),
      ),
    ),
  );
}

/** What makes a result reusable: the cell and all that it was trained with. */
export function keyOf(cell: Cell, settings: Settings): string {
  return JSON.stringify([
    cell.dataset,
    cell.depth,
    cell.activation,
    cell.initializer,
    cell.seed,
    ...Object.values(settings),
  ]);
}

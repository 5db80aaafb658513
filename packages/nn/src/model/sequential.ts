import type { RandomSource, Shape } from "@kindling/core";
import type { DialectName } from "@kindling/init";
import { expectKnown } from "../check.ts";
import type { Layer } from "../layer.ts";
import { ALL_NAMES, type Names } from "../names.ts";
import { expectInputShape, expectLayers } from "./expect.ts";
import { Model } from "./model.ts";
import { chain } from "./topology.ts";

/** What a net of layers in a row is made of. */
export interface SequentialConfig {
  /** Shape of one sample, without the batch axis. */
  readonly inputShape: Shape;
  readonly layers: readonly Layer[];
  /** Decides initial weights, shuffles and dropout. A whole number. Default 0. */
  readonly seed?: number;
  /** The framework whose initial weights layers have where they are told nothing. Default `"keras"`. */
  readonly dialect?: DialectName;
  /** What initial weights are drawn from, instead of the streams of the seed: `torchRng(1)`. */
  readonly rng?: RandomSource;
}

/**
 * A net of layers in a row. Weights are drawn at once, each from the stream of its path.
 *
 * @throws for layers that do not fit together, before any memory is taken
 * @example
 * const model = sequential({
 *   inputShape: [2],
 *   seed: 42,
 *   layers: [dense({ units: 8, activation: "tanh" }), dense({ units: 1, activation: "sigmoid" })],
 * });
 */
export function sequential(config: SequentialConfig): Model {
  return sequentialBy(ALL_NAMES, config);
}

/** The same, where names stand for what they are given to stand for. */
export function sequentialBy(names: Names, config: SequentialConfig): Model {
  expectKnown("sequential", config, ["inputShape", "layers", "seed", "dialect", "rng"]);
  const { inputShape, layers, ...plan } = config;
  const topology = chain(expectInputShape(inputShape), expectLayers(layers));
  return new Model({ topology, names, ...plan });
}

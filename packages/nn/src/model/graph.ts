import { checkShape, type RandomSource, type Shape, type Tensor } from "@kindling/core";
import type { DialectName } from "@kindling/init";
import { expectKnown } from "../check.ts";
import { expectSymbolic, type SymbolicTensor } from "../layer.ts";
import { ALL_NAMES, type Names } from "../names.ts";
import { Model } from "./model.ts";
import { trace } from "./topology.ts";

/** What a graph is made of. */
export interface GraphConfig {
  /** In the order in which data are given. */
  readonly inputs: SymbolicTensor | readonly SymbolicTensor[];
  /** In the order in which targets are given and predictions are returned. */
  readonly outputs: SymbolicTensor | readonly SymbolicTensor[];
  /** Decides initial weights, shuffles and dropout. A whole number. Default 0. */
  readonly seed?: number;
  /** The framework whose initial weights layers have where they are told nothing. Default `"keras"`. */
  readonly dialect?: DialectName;
  /** What initial weights are drawn from, instead of the streams of the seed: `torchRng(1)`. */
  readonly rng?: RandomSource;
}

/**
 * An input of a graph.
 *
 * @param shape of one sample, without the batch axis
 * @throws for extents that are not whole numbers, 0 or more
 * @example input({ shape: [784] })
 */
export function input({ shape }: { readonly shape: Shape }): SymbolicTensor {
  return Object.freeze({ shape: checkShape([...shape], "input: shape"), inputs: [], states: [] });
}

/**
 * A net of layers applied to each other: several inputs and outputs, skips, layers that share their
 * parameters. Gradients add up where a value is used twice.
 *
 * With several inputs the data are an array with an entry for each, with several outputs the
 * targets and predictions too.
 *
 * @throws for layers that do not fit together, before any memory is taken
 * @example
 * const x = input({ shape: [4] });
 * const encode = dense({ units: 4, activation: "relu" });
 * const once = encode.apply(x);
 * const twice = encode.apply(once); // the same weights again
 * const net = graph({ inputs: x, outputs: [once, twice] });
 * net.predict([[1, 2, 3, 4]]).map((y) => y.shape) // [[1, 4], [1, 4]]
 */
export function graph(config: GraphConfig & { readonly outputs: SymbolicTensor }): Model;
export function graph(
  config: GraphConfig & { readonly outputs: readonly SymbolicTensor[] },
): Model<Tensor[]>;
export function graph(config: GraphConfig): Model | Model<Tensor[]> {
  return graphBy(ALL_NAMES, config);
}

/** The same, where names stand for what they are given to stand for. */
export function graphBy(names: Names, config: GraphConfig): Model | Model<Tensor[]> {
  expectKnown("graph", config, ["inputs", "outputs", "seed", "dialect", "rng"]);
  const { inputs, outputs, ...plan } = config;
  const topology = trace(listOf(inputs, "inputs"), listOf(outputs, "outputs"));
  return new Model<Tensor>({ topology, names, ...plan, returnsList: Array.isArray(outputs) });
}

function listOf(
  values: SymbolicTensor | readonly SymbolicTensor[],
  what: string,
): readonly SymbolicTensor[] {
  const list = Array.isArray(values) ? values : [values];
  for (const value of list) expectSymbolic(value, `graph: ${what}`);
  return list;
}

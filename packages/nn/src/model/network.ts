import {
  type Arena,
  createArena,
  type RandomSource,
  type Rng,
  type Shape,
  sizeOf,
} from "@kindling/core";
import type { Dialect, Initializer } from "@kindling/init";
import { within } from "../check.ts";
import type { BuiltLayer, Layer } from "../layer.ts";
import { makesMask } from "../mask.ts";
import type { Names } from "../names.ts";
import type { Parameter } from "../parameter.ts";
import { Block } from "./block.ts";
import { buildLayer, type Draft, type LayerDraft } from "./build-layer.ts";
import { Observer } from "./observer.ts";
import type { Topology } from "./topology.ts";
import { expectWeights, type Weights } from "./weights.ts";

/** One layer at its place in a net. A layer that stands at several has one path, and is built once. */
export interface Node {
  readonly layer: Layer;
  readonly path: string;
  /** As errors name it: `dense "dense_1"`. */
  readonly label: string;
  readonly built: BuiltLayer;
  readonly parameters: readonly Parameter[];
  /** The same, with the layers inside it. */
  readonly draft: LayerDraft;
  /** The values it reads; its own is the number of inputs plus its index. */
  readonly inputs: readonly number[];
}

/** Built layers with their parameters in one piece of memory. */
export interface Network {
  readonly inputShapes: readonly Shape[];
  /** By value: where it holds indices, the number of them that there are. */
  readonly indices: readonly (number | undefined)[];
  readonly outputShapes: readonly Shape[];
  /** The values that the net returns. */
  readonly outputs: readonly number[];
  readonly nodes: readonly Node[];
  readonly parameters: readonly Parameter[];
  readonly arena: Arena;
  /** Sees what layers compute before their activations. */
  readonly observer: Observer;
  /** All trainable values, and all their gradients, end to end; the gaps between stay 0. */
  readonly values: Block;
  readonly grads: Block;
  /** Where the trainable parameters stand in them, in the order of the memory. */
  readonly places: readonly Place[];
}

/** A trainable parameter in the blocks of values and gradients. */
export interface Place {
  readonly path: string;
  readonly shape: Shape;
  readonly at: number;
  /** Elements up to the next one, those of the gap included. */
  readonly size: number;
}

/** Parameters start at multiples of this many elements, a vector of the kernels. */
const ALIGNMENT = 4;

/**
 * Builds the layers one after another and draws their parameters, or takes the weights given.
 *
 * @throws what a layer says of its input shapes, for two layers of one name, and for weights that
 *   are not exactly those of the layers; all before memory is taken
 */
export function buildNetwork(net: {
  readonly topology: Topology;
  readonly rng: Rng;
  readonly clock: { readonly step: number };
  readonly names: Names;
  readonly dialect: Dialect;
  /** What initial weights are drawn from, each at its path. */
  readonly draws: RandomSource;
  readonly weights?: Weights | undefined;
}): Network {
  const { topology, rng, clock, names, dialect, draws, weights } = net;
  const paths = pathsOf(topology.steps.map(({ layer }) => layer));
  const shapes: Shape[] = [...topology.inputs];
  const built = new Map<Layer, Omit<Node, "inputs"> & { readonly takes: string }>();
  const parameters: Draft[] = [];
  const nodes: Node[] = [];
  const observer = new Observer();
  /** Steps of the mask that each value has. */
  const masked: (number | undefined)[] = topology.inputs.map(() => undefined);

  for (const { layer, inputs } of topology.steps) {
    const given = inputs.map((value) => shapes[value]!);
    const takes = JSON.stringify(given);
    let node = built.get(layer);
    if (node === undefined) {
      const path = paths.get(layer)!;
      const draft = buildLayer(layer, { path, rng, clock, names, dialect, observer }, given);
      parameters.push(...draft.parameters);
      const { label, built: one, parameters: its } = draft;
      node = { layer, path, takes, label, built: one, parameters: its, draft };
      built.set(layer, node);
    } else if (node.takes !== takes) {
      throw new RangeError(
        `${node.label}: expected inputs of one shape wherever it is applied, got ${node.takes} and ${takes}`,
      );
    }
    const { takes: _, ...place } = node;
    nodes.push({ ...place, inputs });
    shapes.push(node.built.output);
    masked.push(
      maskOf(
        node,
        inputs.map((value) => masked[value]),
      ),
    );
  }

  const starts = weights ? undefined : parameters.map((each) => resolve(each, names));
  if (weights) expectWeights(weights, parameters);
  const memory = allocate(parameters);
  for (const [index, { path, place, value, fans }] of parameters.entries()) {
    if (starts) {
      dialect.fill(place, starts[index]!, value, { ...fans, path, rng: draws.at(path) });
    } else value.data.set(weights!.get(path)!.data);
  }
  return {
    inputShapes: topology.inputs,
    indices: indicesOf(nodes, topology.inputs.length),
    outputShapes: topology.outputs.map((value) => shapes[value]!),
    outputs: topology.outputs,
    nodes,
    parameters,
    observer,
    ...memory,
  };
}

/** Steps of the mask of an output. @throws where a mask is handed on that does not fit it */
function maskOf(
  { built, label }: Pick<Node, "built" | "label">,
  given: readonly (number | undefined)[],
): number | undefined {
  if (makesMask(built.mask, given[0] !== undefined)) return built.output[0];
  if (built.mask !== "passes" && built.mask !== "joins") return undefined;
  const handed = built.mask === "joins" ? given : given.slice(0, 1);
  const steps = handed.filter((each) => each !== undefined);
  const other = steps.find((each) => each !== built.output[0]);
  if (other === undefined) return steps[0];
  throw new RangeError(
    `${label}: expected to hand on a mask of ${built.output[0] ?? 0} steps, got one of ${other}`,
  );
}

/** For each value that holds indices, the least number of them that a reader takes, in another shape too. */
function indicesOf(nodes: readonly Node[], inputs: number): (number | undefined)[] {
  const bounds: (number | undefined)[] = [];
  // From the end, so that what a view's readers take is known.
  for (let index = nodes.length - 1; index >= 0; index--) {
    const { built, inputs: read } = nodes[index]!;
    const bound = built.view ? bounds[inputs + index] : built.indices;
    const value = read[0]!;
    if (bound !== undefined) bounds[value] = Math.min(bound, bounds[value] ?? bound);
  }
  return bounds;
}

/** The path of the layer behind each output; of an input that is returned as it is, `input_1`. */
export function outputPaths({ outputs, inputShapes, nodes }: Network): string[] {
  return outputs.map((value) =>
    value < inputShapes.length ? `input_${value + 1}` : nodes[value - inputShapes.length]!.path,
  );
}

/** `dense_1`, `dense_2`, … by type, unless a layer has a name of its own. */
export function pathsOf(layers: readonly Layer[]): Map<Layer, string> {
  const counts = new Map<string, number>();
  const paths = new Map<Layer, string>();
  const taken = new Set<string>();
  for (const layer of layers) {
    if (paths.has(layer)) continue;
    const { type, config } = layer;
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    const path = config.name ?? `${type}_${count}`;
    if (taken.has(path)) {
      throw new RangeError(`model: expected a name of its own for each layer, got "${path}" twice`);
    }
    taken.add(path);
    paths.set(layer, path);
  }
  return paths;
}

function resolve({ label, path, initializer }: Draft, names: Names): Initializer {
  const role = path.slice(path.lastIndexOf("/") + 1);
  return within(`${label}: ${role}`, () => names.initializer(initializer));
}

/**
 * Gives the parameters their tensors: all trainable values in one piece, their gradients in
 * another, so that one kernel call updates them all.
 */
function allocate(
  parameters: readonly Draft[],
): Pick<Network, "arena" | "values" | "grads" | "places"> {
  const places: Place[] = [];
  let end = 0;
  for (const { path, shape, trainable } of parameters) {
    if (!trainable) continue;
    const size = Math.ceil(sizeOf(shape) / ALIGNMENT) * ALIGNMENT;
    places.push({ path, shape, at: end, size });
    end += size;
  }
  // The optimizer's moments and the activations want room in the same segment.
  const arena = createArena(4 * end);
  const values = new Block(arena, end);
  const grads = new Block(arena, end);
  const starts = new Map(places.map(({ path, at }) => [path, at]));
  for (const parameter of parameters) {
    const { path, shape, trainable } = parameter;
    const at = starts.get(path)!;
    parameter.value = trainable ? values.view(at, shape) : arena.tensor(shape);
    parameter.grad = trainable ? grads.view(at, shape) : arena.tensor(shape);
  }
  return { arena, values, grads, places };
}

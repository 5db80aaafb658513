import {
  type Arena,
  checkShape,
  createArena,
  formatShape,
  type Rng,
  type Shape,
  sizeOf,
  type Tensor,
} from "@kindling/core";
import { type Initializer, initializers } from "@kindling/init";
import { within } from "../check.ts";
import type { BuiltLayer, Layer } from "../layer.ts";
import type { Parameter } from "../parameter.ts";

/** One layer at its place in a net. */
export interface Node {
  readonly layer: Layer;
  readonly path: string;
  /** As errors name it: `dense "dense_1"`. */
  readonly label: string;
  readonly built: BuiltLayer;
  readonly parameters: readonly Parameter[];
}

/** Built layers in a row, with their parameters in one piece of memory. */
export interface Network {
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly nodes: readonly Node[];
  readonly parameters: readonly Parameter[];
  readonly arena: Arena;
  /** All values, and all gradients, end to end; the gaps between parameters stay 0. */
  readonly values: Tensor;
  readonly grads: Tensor;
}

type Draft = { -readonly [Key in keyof Parameter]: Parameter[Key] };

/** Values of parameters by path, as a saved model holds them. */
export type Weights = ReadonlyMap<string, { readonly shape: Shape; readonly data: Float32Array }>;

/** Parameters start at multiples of this many elements, a vector of the kernels. */
const ALIGNMENT = 4;

/**
 * Builds the layers one after another and draws their parameters, or takes the weights given.
 *
 * @throws what a layer says of its input shape, for two layers of one name, and for weights that
 *   are not exactly those of the layers; all before memory is taken
 */
export function buildNetwork(net: {
  readonly inputShape: Shape;
  readonly layers: readonly Layer[];
  readonly rng: Rng;
  readonly clock: { readonly step: number };
  readonly weights?: Weights | undefined;
}): Network {
  const { inputShape, layers, rng, clock, weights } = net;
  const paths = pathsOf(layers);
  const parameters: Draft[] = [];
  const nodes: Node[] = [];
  const starts = new Map<string, Initializer>();
  let shape = inputShape;

  for (const [index, layer] of layers.entries()) {
    const path = paths[index]!;
    const label = `${layer.type} "${path}"`;
    const own: Draft[] = [];
    const built = layer.build(
      {
        path,
        label,
        rng: rng.at(path),
        clock,
        parameter: (name, shape, initializer, fans) => {
          if (!weights) {
            const start = within(`${label}: ${name}`, () => initializers.resolve(initializer));
            starts.set(`${path}/${name}`, start);
          }
          const unset = undefined as unknown as Tensor;
          const parameter: Draft = {
            path: `${path}/${name}`,
            shape: checkShape(shape, `${label}: ${name}`),
            value: unset,
            grad: unset,
            trainable: true,
            initializer,
            fans,
          };
          if (own.some((other) => other.path === parameter.path)) {
            throw new RangeError(
              `${label}: expected one parameter of each name, got "${name}" twice`,
            );
          }
          own.push(parameter);
          return parameter;
        },
      },
      shape,
    );
    parameters.push(...own);
    nodes.push({ layer, path, label, built, parameters: own });
    shape = built.output;
  }

  if (weights) expectWeights(weights, parameters);
  const memory = allocate(parameters);
  for (const { path, value, fans } of parameters) {
    if (weights) value.data.set(weights.get(path)!.data);
    else starts.get(path)!.fill(value, { ...fans, path, rng: rng.at(path) });
  }
  return { inputShape, outputShape: shape, nodes, parameters, ...memory };
}

/** `dense_1`, `dense_2`, … by type, unless a layer has a name of its own. */
function pathsOf(layers: readonly Layer[]): string[] {
  const counts = new Map<string, number>();
  const taken = new Set<string>();
  return layers.map(({ type, config }) => {
    const count = (counts.get(type) ?? 0) + 1;
    counts.set(type, count);
    const path = config.name ?? `${type}_${count}`;
    if (taken.has(path)) {
      throw new RangeError(`model: expected a name of its own for each layer, got "${path}" twice`);
    }
    taken.add(path);
    return path;
  });
}

function expectWeights(weights: Weights, parameters: readonly Draft[]): void {
  const declared = new Map(parameters.map((parameter) => [parameter.path, parameter]));
  for (const path of weights.keys()) {
    if (!declared.has(path)) {
      const known = [...declared.keys()].join(", ");
      throw new RangeError(`weights: expected only ${known}, got ${JSON.stringify(path)}`);
    }
  }
  for (const { path, shape } of parameters) {
    const given = weights.get(path);
    if (given === undefined || formatShape(given.shape) !== formatShape(shape)) {
      const got = given ? formatShape(given.shape) : "nothing";
      throw new RangeError(`weights: ${path}: expected ${formatShape(shape)}, got ${got}`);
    }
    const bad = given.data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new RangeError(
        `weights: ${path}: expected finite numbers, got ${given.data[bad]} at ${bad}`,
      );
    }
  }
}

/** Gives the parameters their tensors: all values in one piece, all gradients in another. */
function allocate(parameters: readonly Draft[]): Pick<Network, "arena" | "values" | "grads"> {
  const starts: number[] = [];
  let size = 0;
  for (const { shape } of parameters) {
    starts.push(size);
    size += Math.ceil(sizeOf(shape) / ALIGNMENT) * ALIGNMENT;
  }
  // The optimizer's moments and the activations want room in the same segment.
  const arena = createArena(4 * size);
  const values = arena.allocate(size);
  const grads = arena.allocate(size);
  for (const [index, parameter] of parameters.entries()) {
    parameter.value = arena.view(values + starts[index]!, parameter.shape);
    parameter.grad = arena.view(grads + starts[index]!, parameter.shape);
  }
  return { arena, values: arena.view(values, [size]), grads: arena.view(grads, [size]) };
}

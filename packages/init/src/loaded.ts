import {
  copyInto,
  expectShape,
  isNdArray,
  type Shape,
  show,
  type Tensor,
  type TensorLike,
  tensor,
} from "@kindling/core";
import { type Initializer, structural } from "./initializer.ts";
import { suggest } from "./suggest.ts";

/** Nested arrays, an ndarray, or values in row-major order with their shape, as files have them. */
export type LoadableTensor =
  | TensorLike
  | { readonly shape: Shape; readonly data: Float32Array | readonly number[] };

/** Tensors by the path of their parameter. */
export type WeightsByPath =
  | ReadonlyMap<string, LoadableTensor>
  | Readonly<Record<string, LoadableTensor>>;

/**
 * The values of a saved net: each parameter gets those that stand under its path.
 *
 *     W = weights[path]
 *
 * They come from tensors, from `model.getWeights()` or from a file, `decodeSafetensors(bytes).tensors`
 * of `@kindling/nn`. With `rules` part of a net is loaded and the rest drawn. JSON of it holds the name alone, and is
 * not an initializer again: a saved model has its weights anyway.
 *
 * @throws for weights that are neither a Map nor an object; `fill`: without a path, for a path that
 *   is not among the weights, listing the nearest, for another shape, and for what `tensor` refuses
 * @example
 * const start = loaded({ "dense_1/kernel": [[1, 2]], "dense_1/bias": [0, 0] });
 * const w = tensor(new Float32Array(2), [1, 2]);
 * start.fill(w, { ...fans(w.shape), rng: createRng(42), path: "dense_1/kernel" });
 * toNested(w) // [[1, 2]]
 * rules([[/^dense_1/, start], [/^/, heNormal()]]).name // "rules"
 */
export function loaded(weights: WeightsByPath): Initializer {
  if (typeof weights !== "object" || weights === null || Array.isArray(weights)) {
    throw new TypeError(`loaded: expected a Map or an object of tensors, got ${show(weights)}`);
  }
  const byPath = new Map(weights instanceof Map ? weights : Object.entries(weights));
  return structural("loaded", {}, (out, { path }, where) => {
    if (path === undefined) {
      throw new TypeError(`${where}: path: expected the name of the parameter, got undefined`);
    }
    const found = byPath.get(path);
    if (found === undefined) {
      const known = suggest(path, byPath.keys());
      throw new RangeError(`${where}: expected weights for ${JSON.stringify(path)}: ${known}`);
    }
    const copy = tensorOf(found);
    expectShape(copy.shape, out.shape, where);
    copyInto(out, copy);
  });
}

function tensorOf(found: LoadableTensor): Tensor {
  const isObject = typeof found === "object" && found !== null;
  if (isObject && "shape" in found && !isNdArray(found)) return tensor(found.data, found.shape);
  return tensor(found);
}

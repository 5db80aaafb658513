import type { NdArray, TypedArray } from "ndarray";
import { checkShape, formatShape, rowMajorStrides, type Shape, sizeOf } from "./shape.ts";
import { viewOf } from "./view.ts";

/** An ndarray of float32: `data`, `shape`, `stride`, `offset`, and the methods of scijs. */
export type Tensor = NdArray<Float32Array>;

/** Numbers in arrays in arrays, all rows of one length. */
export type Nested = number | readonly Nested[];

/** What {@link tensor} takes: nested arrays, a flat typed array with its shape, or any ndarray. */
export type TensorLike = Nested | TypedArray | NdArray;

/**
 * A new float32 tensor with a copy of the values.
 *
 * A flat array takes its shape from the second argument; without one it is a vector.
 *
 * @throws for ragged arrays, a shape of another size, and numbers that are not finite in float32
 * @example tensor([[1, 2], [3, 4]]).get(1, 0) // 3
 */
export function tensor(values: TensorLike, shape?: Shape): Tensor {
  const result = copyOf(values, shape);
  const bad = result.data.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const index = indexAt(bad, result.shape);
    throw new RangeError(
      `tensor: expected finite float32 numbers, got ${result.data[bad]} at ${formatShape(index)}`,
    );
  }
  return result;
}

/**
 * A tensor of zeros.
 *
 * @throws for extents that are not whole numbers, 0 or more
 * @example toNested(zeros([2, 2])) // [[0, 0], [0, 0]]
 */
export function zeros(shape: Shape): Tensor {
  const size = sizeOf(checkShape(shape, "zeros: shape"));
  return viewOf(new Float32Array(size), shape);
}

/**
 * The values as nested arrays; a scalar as a number.
 *
 * @example toNested(tensor([1, 2, 3, 4], [2, 2])) // [[1, 2], [3, 4]]
 */
export function toNested(x: NdArray): Nested {
  const nest = (axis: number, at: number): Nested =>
    axis === x.dimension
      ? valueAt(x, at)
      : Array.from({ length: x.shape[axis] }, (_, i) => nest(axis + 1, at + i * x.stride[axis]));
  return nest(0, x.offset);
}

/**
 * True when the elements stand one after another in row-major order.
 *
 * @example isContiguous(zeros([2, 3]).transpose(1, 0)) // false
 */
export function isContiguous({ shape, stride, size }: NdArray): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && stride[axis] !== expected && size > 0) return false;
    expected *= shape[axis];
  }
  return true;
}

/**
 * Copies `from` into `to`, element by element; both have the same shape and any strides.
 *
 * @example
 * const to = zeros([2, 1]);
 * copyInto(to, transpose(tensor([[1, 2]])));
 * toNested(to) // [[1], [2]]
 */
export function copyInto(to: NdArray<Float32Array>, from: NdArray): void {
  if (isContiguous(to) && isContiguous(from) && ArrayBuffer.isView(from.data)) {
    const source = from.data as Float32Array;
    to.data.set(source.subarray(from.offset, from.offset + from.size), to.offset);
    return;
  }
  const { shape, stride, data } = to;
  const last = shape.length - 1;
  const copy = (axis: number, at: number, source: number): void => {
    if (axis > last) {
      data[at] = valueAt(from, source);
      return;
    }
    for (let i = 0; i < shape[axis]; i++) {
      copy(axis + 1, at + i * stride[axis], source + i * from.stride[axis]);
    }
  };
  copy(0, to.offset, from.offset);
}

/**
 * The same elements in another shape; shares the data.
 *
 * @throws for views that are not contiguous, and for a shape of another size
 * @example toNested(reshape(tensor([1, 2, 3, 4]), [2, 2])) // [[1, 2], [3, 4]]
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  if (sizeOf(checkShape(shape, "reshape: shape")) !== x.size || !isContiguous(x)) {
    const got = isContiguous(x) ? formatShape(x.shape) : "a strided view";
    throw new RangeError(`reshape: expected ${sizeOf(shape)} contiguous elements, got ${got}`);
  }
  return viewOf(x.data, shape, rowMajorStrides(shape), x.offset);
}

/**
 * True for anything that behaves as an ndarray, whichever copy of the package made it.
 *
 * @example [isNdArray(zeros([2])), isNdArray([0, 0])] // [true, false]
 */
export function isNdArray(value: unknown): value is NdArray {
  return (
    typeof value === "object" &&
    value !== null &&
    "data" in value &&
    "shape" in value &&
    "stride" in value &&
    "offset" in value
  );
}

function copyOf(values: TensorLike, shape: Shape | undefined): Tensor {
  if (isNdArray(values)) {
    const result = zeros(values.shape);
    copyInto(result, values);
    return shape === undefined ? result : reshaped(result.data, shape);
  }
  if (ArrayBuffer.isView(values)) {
    return reshaped(Float32Array.from(values as Float32Array), shape ?? [values.length]);
  }
  const nestedShape = shapeOfNested(values);
  const result = zeros(nestedShape);
  flatten(values, nestedShape, 0, result.data, 0, []);
  return shape === undefined ? result : reshaped(result.data, shape);
}

function reshaped(data: Float32Array, shape: Shape): Tensor {
  if (sizeOf(checkShape(shape, "tensor: shape")) !== data.length) {
    throw new RangeError(
      `tensor: expected ${sizeOf(shape)} values for shape ${formatShape(shape)}, got ${data.length}`,
    );
  }
  return viewOf(data, shape);
}

function shapeOfNested(values: Nested): number[] {
  const shape: number[] = [];
  for (let level: Nested | undefined = values; Array.isArray(level); level = level[0]) {
    shape.push(level.length);
  }
  return shape;
}

/** Writes the leaves in order from `at` on; returns the index after the last one. */
function flatten(
  values: Nested,
  shape: Shape,
  axis: number,
  out: Float32Array,
  at: number,
  path: readonly number[],
): number {
  const where = path.length > 0 ? ` at ${formatShape(path)}` : "";
  if (axis === shape.length) {
    if (typeof values !== "number") {
      const got = Array.isArray(values) ? `an array of ${values.length}` : typeof values;
      throw new TypeError(`tensor: expected a number${where}, got ${got}`);
    }
    out[at] = values;
    return at + 1;
  }
  if (!Array.isArray(values) || values.length !== shape[axis]) {
    const got = Array.isArray(values) ? `${values.length}` : `${values}`;
    throw new RangeError(
      `tensor: ragged array: expected ${shape[axis]} entries${where}, got ${got}`,
    );
  }
  for (const [i, entry] of values.entries()) {
    at = flatten(entry, shape, axis + 1, out, at, [...path, i]);
  }
  return at;
}

function valueAt(x: NdArray, at: number): number {
  return x.dtype === "generic"
    ? (x.data as { get(at: number): number }).get(at)
    : (x.data as Float32Array)[at];
}

function indexAt(flat: number, shape: Shape): number[] {
  return rowMajorStrides(shape).map((stride, axis) => Math.floor(flat / stride) % shape[axis]);
}

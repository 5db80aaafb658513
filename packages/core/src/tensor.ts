import type { NdArray } from "ndarray";
import { type Axis, mergeAxes, offsetsAlong } from "./axes.ts";
import { type Nested, type Rows, readNested } from "./nested.ts";
import { expectWithin } from "./reach.ts";
import {
  checkShape,
  expectShape,
  formatShape,
  rowMajorStrides,
  type Shape,
  sizeOf,
} from "./shape.ts";
import { show } from "./show.ts";
import { viewOf } from "./view.ts";

/** An ndarray of float32: `data`, `shape`, `stride`, `offset`, and the methods of scijs. */
export type Tensor = NdArray<Float32Array>;

/**
 * What {@link tensor} takes: nested arrays whose rows may be typed arrays, a flat typed array with
 * its shape, or any ndarray.
 */
export type TensorLike = number | Rows | NdArray;

/**
 * A new float32 tensor with a copy of the values.
 *
 * A flat array takes its shape from the second argument; without one it is a vector.
 *
 * @throws for ragged arrays, a shape of another size, entries that are no numbers or not finite in
 * float32, and views that reach beyond their data
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
 * @throws for extents that are not whole numbers, 0 or more, and where the platform has no such memory
 * @example toNested(zeros([2, 2])) // [[0, 0], [0, 0]]
 */
export function zeros(shape: Shape): Tensor {
  const size = sizeOf(checkShape(shape, "zeros: shape"));
  return viewOf(allocate(size, shape), shape);
}

function allocate(size: number, shape: Shape): Float32Array {
  try {
    return new Float32Array(size);
  } catch (cause) {
    const room = `${((size * Float32Array.BYTES_PER_ELEMENT) / 2 ** 20).toFixed(1)} MiB`;
    throw new RangeError(
      `zeros: expected memory for ${formatShape(shape)}, ${room}, got a refusal`,
      { cause },
    );
  }
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
 * Copies `from` into `to`, element by element; both have the same shape and any strides. Views that
 * overlap are copied right when both are contiguous.
 *
 * @throws for shapes that differ, and for views that reach beyond their data
 * @example
 * const to = zeros([2, 1]);
 * copyInto(to, transpose(tensor([[1, 2]])));
 * toNested(to) // [[1], [2]]
 */
export function copyInto(to: NdArray<Float32Array>, from: NdArray): void {
  expectShape(from.shape, to.shape, "copyInto: from");
  expectWithin(to, "copyInto: to");
  expectWithin(from, "copyInto: from");
  copyElements(to, from);
}

/** {@link copyInto} for operands that are known to fit. */
export function copyElements(to: NdArray<Float32Array>, from: NdArray): void {
  if (to.size === 0) return;
  if (isContiguous(to) && isContiguous(from) && ArrayBuffer.isView(from.data)) {
    const source = from.data as Float32Array;
    to.data.set(source.subarray(from.offset, from.offset + from.size), to.offset);
    return;
  }
  const none: Axis = { extent: 1, strides: [0, 0] };
  const [columns = none, rows = none, ...turns] = mergeAxes(to.shape, [to.stride, from.stride]);
  const [toOffsets, fromOffsets] = [offsetsAlong(turns, 0), offsetsAlong(turns, 1)];
  for (let turn = 0; turn < toOffsets.length; turn++) {
    copyMatrix(rows, columns, to.data, to.offset + toOffsets[turn], from, fromOffsets[turn]);
  }
}

/** Rows and columns of a tile: one that both operands keep in the cache, whichever way they run. */
const TILE = 32;

/** Copies from `start` on, relative to the view's first element, to `at`, in tiles. */
function copyMatrix(
  { extent: rows, strides: [toRow, fromRow] }: Axis,
  { extent: columns, strides: [toStep, fromStep] }: Axis,
  to: Float32Array,
  at: number,
  from: NdArray,
  start: number,
): void {
  const source = from.dtype === "generic" ? undefined : (from.data as Float32Array);
  for (let top = 0; top < rows; top += TILE) {
    const bottom = Math.min(top + TILE, rows);
    for (let left = 0; left < columns; left += TILE) {
      const right = Math.min(left + TILE, columns);
      for (let i = top; i < bottom; i++) {
        let target = at + i * toRow + left * toStep;
        let place = from.offset + start + i * fromRow + left * fromStep;
        for (let j = left; j < right; j++, target += toStep, place += fromStep) {
          to[target] = source === undefined ? valueAt(from, place) : source[place];
        }
      }
    }
  }
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

/** @throws for anything but a tensor */
export function expectTensor(x: unknown, where: string): void {
  if (isNdArray(x)) return;
  throw new TypeError(`${where}: expected a tensor, got ${show(x)}; make one with tensor(…)`);
}

function copyOf(values: TensorLike, shape: Shape | undefined): Tensor {
  if (isNdArray(values)) {
    expectWithin(values, "tensor");
    const result = zeros(values.shape);
    copyElements(result, values);
    return shape === undefined ? result : reshaped(result.data, shape);
  }
  if (ArrayBuffer.isView(values) && typeof values[0] === "number") {
    return reshaped(Float32Array.from(values), shape ?? [values.length]);
  }
  const nested = readNested(values);
  return reshaped(nested.data, shape ?? nested.shape);
}

function reshaped(data: Float32Array, shape: Shape): Tensor {
  if (sizeOf(checkShape(shape, "tensor: shape")) !== data.length) {
    throw new RangeError(
      `tensor: expected ${sizeOf(shape)} values for shape ${formatShape(shape)}, got ${data.length}`,
    );
  }
  return viewOf(data, shape);
}

function valueAt(x: NdArray, at: number): number {
  return x.dtype === "generic"
    ? (x.data as { get(at: number): number }).get(at)
    : (x.data as Float32Array)[at];
}

function indexAt(flat: number, shape: Shape): number[] {
  return rowMajorStrides(shape).map((stride, axis) => Math.floor(flat / stride) % shape[axis]);
}

import type { NdArray } from "ndarray";
import { checkShape } from "./shape.ts";

/**
 * Checks that every element of a view stands in its data. The views of ndarray do not: `hi` takes
 * any extent.
 *
 *     offset + Σ min(0, (shape_i − 1)·stride_i) ≥ 0
 *     offset + Σ max(0, (shape_i − 1)·stride_i) < data.length        for views that are not empty
 *
 * @throws otherwise
 * @example
 * expectWithin(zeros([2, 2]).hi(1), "f: x")
 * expectWithin(zeros([2, 2]).hi(4), "f: x") // throws f: x: expected a view within its 4 elements, got one that reaches element 7
 */
export function expectWithin(x: NdArray, where: string): void {
  checkShape(x.shape, where);
  if (x.shape.includes(0)) return;
  const { length } = x.data;
  const least = leastOf(x);
  const greatest = greatestOf(x);
  if (least >= 0 && greatest < length) return;
  throw new RangeError(
    `${where}: expected a view within its ${length} elements, ` +
      `got one that reaches element ${least < 0 ? least : greatest}`,
  );
}

/** True when the stretches of memory from first to last element have bytes in common. */
export function overlap(a: NdArray<Float32Array>, b: NdArray<Float32Array>): boolean {
  if (a.data.buffer !== b.data.buffer || a.size === 0 || b.size === 0) return false;
  const [fromA, toA] = bytesOf(a);
  const [fromB, toB] = bytesOf(b);
  return fromA < toB && fromB < toA;
}

/** True for two views of the very same elements in the same order. */
export function isSameView(a: NdArray<Float32Array>, b: NdArray<Float32Array>): boolean {
  const start = ({ data, offset }: NdArray<Float32Array>) =>
    data.byteOffset + offset * data.BYTES_PER_ELEMENT;
  return (
    a.data.buffer === b.data.buffer &&
    a.data.BYTES_PER_ELEMENT === b.data.BYTES_PER_ELEMENT &&
    start(a) === start(b) &&
    a.shape.length === b.shape.length &&
    a.shape.every(
      (extent, axis) =>
        extent === b.shape[axis] && (extent <= 1 || a.stride[axis] === b.stride[axis]),
    )
  );
}

/** Least index into `data` of a view that is not empty. */
function leastOf({ shape, stride, offset }: NdArray): number {
  let least = offset;
  for (let axis = 0; axis < shape.length; axis++) {
    least += Math.min(0, (shape[axis] - 1) * stride[axis]);
  }
  return least;
}

/** Greatest index into `data` of a view that is not empty. */
function greatestOf({ shape, stride, offset }: NdArray): number {
  let greatest = offset;
  for (let axis = 0; axis < shape.length; axis++) {
    greatest += Math.max(0, (shape[axis] - 1) * stride[axis]);
  }
  return greatest;
}

/** From the first byte to the one after the last, in the buffer. */
function bytesOf(x: NdArray<Float32Array>): readonly [from: number, to: number] {
  const { byteOffset, BYTES_PER_ELEMENT: bytes } = x.data;
  return [byteOffset + leastOf(x) * bytes, byteOffset + (greatestOf(x) + 1) * bytes];
}

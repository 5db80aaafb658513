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
  const [least, greatest] = reachOf(x);
  const { length } = x.data;
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

/** Least and greatest index into `data` of a view that is not empty. */
function reachOf({ shape, stride, offset }: NdArray): readonly [least: number, greatest: number] {
  let least = offset;
  let greatest = offset;
  for (const [axis, extent] of shape.entries()) {
    const distance = (extent - 1) * stride[axis];
    if (distance < 0) least += distance;
    else greatest += distance;
  }
  return [least, greatest];
}

/** From the first byte to the one after the last, in the buffer. */
function bytesOf(x: NdArray<Float32Array>): readonly [from: number, to: number] {
  const { byteOffset, BYTES_PER_ELEMENT: bytes } = x.data;
  const [least, greatest] = reachOf(x);
  return [byteOffset + least * bytes, byteOffset + (greatest + 1) * bytes];
}

import { rowMajorStrides, type Shape } from "./shape.ts";

/** An axis that several operands pass together: the stride of each. */
export interface Axis {
  extent: number;
  readonly strides: readonly number[];
}

/**
 * The axes of a shape, innermost first. Those of extent 1 are left out; neighbours that all operands
 * pass in one stride are one.
 *
 * @param strides those of each operand, axis by axis
 */
export function mergeAxes(shape: Shape, strides: readonly (readonly number[])[]): Axis[] {
  const axes: Axis[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis];
    if (extent === 1) continue;
    const own = strides.map((each) => each[axis]);
    const inner = axes.at(-1);
    if (inner && own.every((stride, i) => stride === inner.strides[i] * inner.extent)) {
      inner.extent *= extent;
    } else {
      axes.push({ extent, strides: own });
    }
  }
  return axes;
}

/** How far from its first element an operand stands at each index of the axes, in row-major order. */
export function offsetsAlong(axes: readonly Axis[], operand: number): Int32Array {
  const outward = axes.map(({ extent }) => extent).reverse();
  const places = rowMajorStrides(outward).reverse();
  const count = outward.reduce((product, extent) => product * extent, 1);
  return Int32Array.from({ length: count }, (_, index) =>
    axes.reduce(
      (sum, { extent, strides }, i) =>
        sum + (Math.floor(index / places[i]) % extent) * strides[operand],
      0,
    ),
  );
}

import { mergeAxes, offsetsAlong } from "../axes.ts";
import { formatShape, type Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/**
 * The shape that operands have together: aligned at their last axes, an axis of extent 1 (or none)
 * stretches to the extent of the others, as in NumPy.
 *
 * @throws for extents that are neither equal nor 1
 * @example broadcastShapes([[2, 1, 3], [4, 1]]) // [2, 4, 3]
 */
export function broadcastShapes(shapes: readonly Shape[], where = "broadcastShapes"): number[] {
  const rank = Math.max(0, ...shapes.map(({ length }) => length));
  return Array.from({ length: rank }, (_, axis) => {
    const extents = shapes.map((shape) => shape[axis - rank + shape.length] ?? 1);
    const extent = extents.find((each) => each !== 1) ?? 1;
    if (extents.some((each) => each !== 1 && each !== extent)) {
      const got = shapes.map(formatShape);
      throw new RangeError(
        `${where}: expected shapes that broadcast, got ${got.slice(0, -1).join(", ")} and ${got.at(-1)}`,
      );
    }
    return extent;
  });
}

/** A walk over all elements of a shape: `rows` × `columns` in the kernel, again for each offset. */
export interface Walk {
  readonly rows: number;
  readonly columns: number;
  /** For each operand: elements from one row to the next, and from one column to the next. */
  readonly rowStrides: readonly number[];
  readonly steps: readonly number[];
  /** For each operand the distance from its first element at which each turn begins. */
  readonly offsets: readonly Int32Array[];
}

/**
 * How kernels walk over operands that broadcast to `shape`: neighbouring axes that all operands
 * pass in one stride are one, the innermost two are the kernel's, the others are turns.
 */
export function walkOver(shape: Shape, operands: readonly Tensor[]): Walk {
  const strides = operands.map((x) => shape.map((_, axis) => strideIn(x, axis - shape.length)));
  const none = { extent: 1, strides: operands.map(() => 1) };
  const [columns = none, rows = none, ...turns] = mergeAxes(shape, strides);
  const offsets = operands.map((_, i) => offsetsAlong(turns, i));
  return {
    rows: rows.extent,
    columns: columns.extent,
    rowStrides: rows.strides,
    steps: columns.strides,
    offsets,
  };
}

/** True when a kernel can walk over a view as it stands: its innermost step is 1, or 0 for one element. */
export function hasUnitStep(x: Tensor): boolean {
  for (let axis = x.shape.length - 1; axis >= 0; axis--) {
    if (x.shape[axis] !== 1) return x.stride[axis] === 1;
  }
  return true;
}

/** Stride along an axis counted from the end; 0 where the operand stretches. */
function strideIn({ shape, stride }: Tensor, axis: number): number {
  const own = shape.length + axis;
  return own < 0 || shape[own] === 1 ? 0 : stride[own];
}

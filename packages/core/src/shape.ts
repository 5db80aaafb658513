/** The extent of each axis, outermost first. `[]` is a scalar. */
export type Shape = readonly number[];

/**
 * Number of elements of a shape: the product of its extents, 1 for a scalar.
 *
 * @example sizeOf([28, 28, 3]) // 2352
 */
export function sizeOf(shape: Shape): number {
  return shape.reduce((size, extent) => size * extent, 1);
}

/**
 * `[batch, 784]`, as errors and summaries print it.
 *
 * @example formatShape(["batch", 784]) // "[batch, 784]"
 */
export function formatShape(shape: readonly (number | string)[]): string {
  return `[${shape.join(", ")}]`;
}

/** The strides, in elements, of a contiguous row-major array of that shape. */
export function rowMajorStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= shape[axis]!;
  }
  return strides;
}

type Extents<Pattern extends readonly unknown[]> = { -readonly [Axis in keyof Pattern]: number };

/**
 * Checks a shape against a pattern, axis by axis: a number must be met exactly, a name stands for
 * any extent. Returns the extents, one for each axis of the pattern.
 *
 * @throws where, expected, got; and the remedy when there is one
 * @example
 * expectShape([784], ["inputs"], "dense: input") // [784]
 * expectShape([2, 3], ["n"], "dense: input") // throws dense: input: expected [n], got [2, 3]
 */
export function expectShape<const Pattern extends readonly (number | string)[]>(
  shape: Shape,
  pattern: Pattern,
  where: string,
  remedy?: string,
): Extents<Pattern> {
  const fits =
    shape.length === pattern.length &&
    pattern.every((extent, axis) => typeof extent === "string" || extent === shape[axis]);
  if (!fits) {
    throw new RangeError(
      `${where}: expected ${formatShape(pattern)}, got ${formatShape(shape)}${remedy ? `; ${remedy}` : ""}`,
    );
  }
  return [...shape] as Extents<Pattern>;
}

/**
 * Checks that every extent is a whole number, 0 or more, and returns the shape.
 *
 * @throws otherwise
 * @example checkShape([2, 0], "zeros") // [2, 0]
 */
export function checkShape(shape: Shape, where: string): Shape {
  for (const extent of shape) {
    if (!Number.isSafeInteger(extent) || extent < 0) {
      throw new RangeError(
        `${where}: expected extents that are whole numbers, 0 or more, got ${formatShape(shape)}`,
      );
    }
  }
  return shape;
}

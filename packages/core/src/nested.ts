import type { TypedArray } from "ndarray";
import { formatShape, sizeOf } from "./shape.ts";

/** Numbers in arrays in arrays, all rows of one length. */
export type Nested = number | readonly Nested[];

/** The same, where typed arrays may be rows too. */
export type Rows = TypedArray | readonly (number | Rows)[];

/**
 * The numbers of nested arrays in order, and their shape: that of the first entries.
 *
 * @throws for rows of different lengths, and for entries that are no numbers
 */
export function readNested(values: unknown): { data: Float32Array; shape: number[] } {
  const shape: number[] = [];
  for (let level = values; isRow(level); level = level[0]) shape.push(level.length);
  const data = new Float32Array(sizeOf(shape));
  const path: number[] = [];
  let at = 0;

  const read = (level: unknown): void => {
    if (path.length === shape.length) {
      data[at++] = expectNumber(level, path);
      return;
    }
    const extent = shape[path.length];
    if (!isRow(level) || level.length !== extent) {
      throw new RangeError(
        `tensor: ragged array: expected ${extent} entries${placeOf(path)}, ` +
          `got ${isRow(level) ? level.length : describe(level)}`,
      );
    }
    for (let i = 0; i < extent; i++) {
      path.push(i);
      read(level[i]);
      path.pop();
    }
  };
  read(values);
  return { data, shape };
}

function isRow(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function expectNumber(value: unknown, path: readonly number[]): number {
  if (typeof value === "number") return value;
  throw new TypeError(`tensor: expected a number${placeOf(path)}, got ${describe(value)}`);
}

function placeOf(path: readonly number[]): string {
  return path.length > 0 ? ` at ${formatShape(path)}` : "";
}

/** What an error says it got: the number itself, the length of a row, else the kind of thing. */
function describe(value: unknown): string {
  if (isRow(value)) return `an array of ${value.length}`;
  if (typeof value === "number" || value === null) return `${value}`;
  return typeof value === "object" ? (value.constructor?.name ?? "object") : typeof value;
}

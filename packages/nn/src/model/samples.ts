import {
  expectWithin,
  formatShape,
  isContiguous,
  isNdArray,
  type NdArray,
  type Nested,
  type Shape,
  show,
  sizeOf,
  tensor,
  toNested,
} from "@kindling/core";
import { within } from "../check.ts";
import { firstNonFinite } from "./non-finite.ts";

/** Numbers in a row. */
export type TypedArray = Exclude<
  NdArray["data"],
  readonly unknown[] | { get(at: number): unknown }
>;

/** What users hand over: nested arrays, an ndarray, or a flat typed array of whole samples. */
export type Data = Nested | NdArray | TypedArray;

/** Data for every input, or targets for every output: bare where there is one, else an array. */
export type DataOfAll = Data | readonly Data[];

/** Samples in memory, one row of `length` numbers after another. */
export interface Samples {
  readonly count: number;
  readonly length: number;
  readonly data: TypedArray;
  readonly offset: number;
  /** Views of the rows, where rows are long enough for a block copy to pay. */
  readonly rows?: readonly TypedArray[];
}

/**
 * Understands data as samples of a shape, without copying typed arrays.
 *
 * @throws for ragged arrays, another shape, and numbers that are not finite
 */
export function samplesOf(data: Data, shape: Shape, where: string): Samples {
  const length = sizeOf(shape);
  const flat = flatten(data, shape, where);
  const bad = firstNonFinite(flat.data, flat.offset, flat.offset + flat.size);
  if (bad >= 0) {
    const [sample, entry] = [
      Math.floor((bad - flat.offset) / length),
      (bad - flat.offset) % length,
    ];
    throw new RangeError(
      `${where}: expected finite float32 numbers, got ${flat.data[bad]} in sample ${sample}, entry ${entry}`,
    );
  }
  return {
    count: length === 0 ? 0 : flat.size / length,
    length,
    data: flat.data,
    offset: flat.offset,
  };
}

/**
 * Samples for every shape: from bare data where there is one, else from an array of data.
 *
 * @throws for another number of data, for what {@link samplesOf} refuses, and for counts that differ
 */
export function samplesOfAll(data: DataOfAll, shapes: readonly Shape[], where: string): Samples[] {
  if (shapes.length === 1) return [samplesOf(data as Data, shapes[0]!, where)];
  if (!(Array.isArray(data) && data.length === shapes.length)) {
    const got = Array.isArray(data) ? `${data.length}` : show(data);
    throw new TypeError(
      `${where}: expected an array of ${shapes.length}, one for each, got ${got}`,
    );
  }
  const samples = (data as readonly Data[]).map((each, i) =>
    samplesOf(each, shapes[i]!, placeOf(where, i, shapes.length)),
  );
  for (const [i, { count }] of samples.entries()) {
    if (count !== samples[0]!.count) {
      throw new RangeError(
        `${where}[${i}]: expected ${samples[0]!.count} samples, as in ${where}[0], got ${count}`,
      );
    }
  }
  return samples;
}

/** `x`, or `x[1]` where there are several. */
export function placeOf(where: string, index: number, of: number): string {
  return of > 1 ? `${where}[${index}]` : where;
}

/** Class numbers, or indices, lie in [0, end). @throws naming the first that does not */
export function expectNumbers(
  samples: Samples,
  what: "class numbers" | "indices",
  end: number,
  where: string,
): void {
  const { data, offset, count, length } = samples;
  for (let i = offset; i < offset + count * length; i++) {
    const label = data[i] as number;
    if (!(label >= 0 && label < end && Number.isInteger(label))) {
      throw new RangeError(
        `${where}: expected ${what} from 0 to ${end - 1}, got ${label} in sample ${Math.floor((i - offset) / length)}`,
      );
    }
  }
}

interface Flat {
  readonly data: TypedArray;
  readonly offset: number;
  readonly size: number;
}

function flatten(data: Data, shape: Shape, where: string): Flat {
  if (isNdArray(data)) {
    expectSamples(data.shape, shape, where);
    const values: unknown = data.data;
    if (!isNumeric(values)) return within(where, () => tensor(toNested(data)));
    if (!isContiguous(data)) return within(where, () => tensor(data));
    expectWithin(data, where);
    return { data: values, offset: data.offset, size: data.size };
  }
  if (isNumeric(data)) {
    const length = sizeOf(shape);
    if (length === 0 || data.length % length !== 0) {
      throw new RangeError(
        `${where}: expected a multiple of ${length} numbers, for ${formatShape(["batch", ...shape])}, ` +
          `got ${data.length}`,
      );
    }
    return { data, offset: 0, size: data.length };
  }
  if (!Array.isArray(data)) {
    throw new TypeError(
      `${where}: expected nested arrays, a typed array of numbers or an ndarray, got ${show(data)}`,
    );
  }
  const copy = within(where, () => tensor(data as Nested));
  expectSamples(copy.shape, shape, where);
  return copy;
}

/** True for typed arrays of numbers: not of bigints, and no DataView. */
function isNumeric(data: unknown): data is TypedArray {
  return (
    ArrayBuffer.isView(data) &&
    !(data instanceof DataView || data instanceof BigInt64Array || data instanceof BigUint64Array)
  );
}

/** [batch, …shape], where trailing axes of extent 1 may be left out; `[]` is a batch of none. */
function expectSamples(got: Shape, shape: Shape, where: string): void {
  if (got.length === 1 && got[0] === 0) return;
  const axes = Math.max(got.length - 1, shape.length);
  let fits = got.length > 0;
  for (let axis = 0; axis < axes; axis++) {
    if ((got[axis + 1] ?? 1) !== (shape[axis] ?? 1)) fits = false;
  }
  if (fits) return;
  const remedy =
    got.length > 2 && sizeOf(got.slice(1)) === sizeOf(shape)
      ? "; reshape it, or begin the net with flatten()"
      : "";
  throw new RangeError(
    `${where}: expected ${formatShape(["batch", ...shape])}, got ${formatShape(got)}${remedy}`,
  );
}

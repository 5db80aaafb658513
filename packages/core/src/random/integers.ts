import { expectWithin } from "../reach.ts";
import { show } from "../show.ts";
import { copyElements, isNdArray, type Tensor } from "../tensor.ts";
import { viewOf } from "../view.ts";

/** Where whole numbers can be put: labels, indices, tensors. */
export type IntegersOut =
  | Tensor
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** Up to here float32 holds every whole number. */
const FLOAT32_LIMIT = 2 ** 24;

/** Fills with low + draw(high − low), in row-major order; draws nothing before all is checked. */
export function fillIntegers(
  where: string,
  out: IntegersOut,
  low: number,
  high: number,
  draw: (bound: number) => number,
): void {
  const tensor = isNdArray(out);
  if (tensor) expectWithin(out, `${where}: out`);
  else if (!isIntegerArray(out)) {
    throw new TypeError(
      `${where}: out: expected a tensor or a typed array of integers, got ${show(out)}`,
    );
  }
  const values = tensor ? new Float32Array(out.size) : out;
  const width = high - low;
  if (!(holds(values, low) && holds(values, high - 1) && width >= 1 && width <= 2 ** 32)) {
    throw new RangeError(
      `${where}: expected whole numbers low < high that ${values.constructor.name} holds, ` +
        `got [${show(low)}, ${show(high)})`,
    );
  }
  for (let i = 0; i < values.length; i++) values[i] = low + draw(width);
  if (tensor) copyElements(out, viewOf(values as Float32Array, out.shape));
}

function isIntegerArray(value: unknown): boolean {
  return (
    ArrayBuffer.isView(value) &&
    !(value instanceof DataView) &&
    !(value instanceof Float32Array || value instanceof Float64Array) &&
    !(value instanceof BigInt64Array || value instanceof BigUint64Array)
  );
}

/** True when the array's type has this whole number and all between it and 0. */
function holds(values: Exclude<IntegersOut, Tensor> | Float32Array, x: number): boolean {
  if (!Number.isInteger(x)) return false;
  if (values instanceof Float32Array) return Math.abs(x) <= FLOAT32_LIMIT;
  const single = values.slice(0, 0).constructor as new (from: number[]) => ArrayLike<number>;
  return new single([x])[0] === x;
}

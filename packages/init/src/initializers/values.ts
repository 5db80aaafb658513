import {
  copyInto,
  expectShape,
  isNdArray,
  type TensorLike,
  tensor,
  toNested,
} from "@kindling/core";
import { anything } from "../check.ts";
import { type Initializer, structural } from "../initializer.ts";
import { withOptions } from "../options.ts";

/** Options of {@link values}. */
export interface ValuesConfig {
  /** Nested arrays, or any ndarray. */
  readonly values: TensorLike;
}

/**
 * Given values, copied when the initializer is made.
 *
 *     W = values
 *
 * The values stand in its `config` as nested arrays, and so in every saved model: for small ones.
 * Whole nets of them are for `loaded`.
 *
 * @throws what `tensor` throws; `fill`: for another shape
 * @example
 * const w = tensor(new Float32Array(4), [2, 2]);
 * values([[1, 2], [3, 4]]).fill(w, { fanIn: 2, fanOut: 2, rng: createRng(42) });
 * toNested(w) // [[1, 2], [3, 4]]
 */
export function values(of: TensorLike): Initializer;
export function values(config: ValuesConfig): Initializer;
export function values(given: TensorLike | ValuesConfig): Initializer {
  const config = isConfig(given) ? given : { values: given };
  const copy = withOptions("values", config, ({ values }) => tensor(values), { values: anything });
  return structural("values", { values: toNested(copy) }, (out, _context, where) => {
    expectShape(copy.shape, out.shape, where);
    copyInto(out, copy);
  });
}

function isConfig(given: TensorLike | ValuesConfig): given is ValuesConfig {
  return (
    typeof given === "object" &&
    given !== null &&
    !Array.isArray(given) &&
    !ArrayBuffer.isView(given) &&
    !isNdArray(given)
  );
}

import { expectShape } from "@kindling/core";
import { defineStructural } from "../initializer.ts";

/** Options of {@link forgetBias}. */
export interface ForgetBiasConfig {
  /** The bias of the forget gate. Default 1. */
  readonly value?: number;
}

/**
 * The bias of an LSTM that starts by remembering: `value` for the forget gate, zeros for the others.
 *
 *     [4·units]    input, forget, cell, output: the order of Keras and PyTorch
 *
 * F. Gers, J. Schmidhuber, F. Cummins, "Learning to Forget: Continual Prediction with LSTM", 2000;
 * R. Jozefowicz, W. Zaremba, I. Sutskever, "An Empirical Exploration of Recurrent Network
 * Architectures", ICML 2015, for the value 1.
 *
 * @throws for a value that is not finite; `fill`: for a shape that is not four gates in a row
 * @example
 * const bias = tensor(new Float32Array(8));
 * forgetBias().fill(bias, { fanIn: 3, fanOut: 2, rng: createRng(42) });
 * toNested(bias) // [0, 0, 1, 1, 0, 0, 0, 0]
 */
export const forgetBias = defineStructural("forgetBias", ({ value = 1 }: ForgetBiasConfig = {}) => {
  return (out, _context, where) => {
    const [length] = expectShape(out.shape, ["4·units"], where);
    if (length % 4 !== 0) throw new RangeError(`${where}: expected [4·units], got [${length}]`);
    const units = length / 4;
    out.data.fill(value, units, 2 * units);
  };
});

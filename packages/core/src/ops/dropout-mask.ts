import { fillKernels } from "../kernels/fill/kernels.ts";
import type { Rng } from "../random/rng.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

export interface DropoutMaskOperands {
  /** Overwritten; any shape. */
  readonly out: Tensor;
  /** Probability of a zero, in [0, 1). */
  readonly rate: number;
  /** The stream, from where it stands when the mask is bound; it is not moved. */
  readonly rng: Rng;
  /** Read at each run: a mask is a function of (stream, step). A whole number, modulo 2³². */
  readonly clock: { readonly step: number };
}

/**
 * Binds the mask of inverted dropout, so that E[mask] = 1:
 *
 *     out[i] = 0 with probability rate, else 1 / (1 − rate)
 *
 * N. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR
 * 15, 2014.
 *
 * @throws for a rate outside [0, 1)
 * @example
 * const out = zeros([1000]);
 * const rng = createRng(42).at("dropout_1");
 * bindDropoutMask({ out, rate: 0.5, rng, clock: { step: 1 } })();
 * out.data.every((value) => value === 0 || value === 2) // true
 */
export function bindDropoutMask({ out, rate, rng, clock }: DropoutMaskOperands): Run {
  if (!(rate >= 0 && rate < 1)) {
    throw new RangeError(`dropoutMask: rate: expected a number in [0, 1), got ${rate}`);
  }
  const { key0, key1, position } = rng.stream;
  const n = out.size;
  const keep = 1 - rate;
  const value = 1 / keep;
  return bindKernel(
    fillKernels,
    { where: "dropoutMask", reads: {}, writes: { out } },
    (kernels, at) => {
      const to = at.out;
      return () => kernels.fillBernoulli(n, to, key0, key1, clock.step, position, keep, value);
    },
  );
}

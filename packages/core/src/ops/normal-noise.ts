import { fillKernels } from "../kernels/fill/kernels.ts";
import type { Rng } from "../random/rng.ts";
import { show } from "../show.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** What {@link bindNormalNoise} is bound to. */
export interface NormalNoiseOperands {
  /** Overwritten; any shape. */
  readonly out: Tensor;
  readonly mean: number;
  /** Standard deviation, 0 or more. */
  readonly std: number;
  /** The stream, from where it stands when the noise is bound; it is not moved. */
  readonly rng: Rng;
  /** Read at each run: noise is a function of (stream, step). A whole number, modulo 2³². */
  readonly clock: { readonly step: number };
}

/**
 * Binds noise that differs from step to step.
 *
 *     out[i] ~ N(mean, std²)
 *
 * @throws for a deviation that is not a number, 0 or more
 * @example
 * const out = zeros([1000]);
 * const rng = createRng(42).at("noise_1");
 * bindNormalNoise({ out, mean: 1, std: 0, rng, clock: { step: 1 } })();
 * out.data.every((value) => value === 1) // true
 */
export function bindNormalNoise({ out, mean, std, rng, clock }: NormalNoiseOperands): Run {
  if (!(std >= 0 && std < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`normalNoise: std: expected a finite number, 0 or more, got ${show(std)}`);
  }
  const { key0, key1, position } = rng.stream;
  const n = out.size;
  return bindKernel(
    fillKernels,
    { where: "normalNoise", reads: {}, writes: { out } },
    (kernels, at) => {
      const to = at.out;
      return () => kernels.fillNormal(n, to, key0, key1, clock.step, position, mean, std);
    },
  );
}

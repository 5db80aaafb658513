import type { KernelGroup } from "../kernels/kernels.ts";
import { expectWithin } from "../reach.ts";
import { expectShape, formatShape, type Shape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";

/** What all losses are bound to, whatever they call it. */
export interface LossOperands {
  /** What is judged, [batch, …]. */
  readonly x: Tensor;
  /** As many numbers for each sample of the batch. */
  readonly target: Tensor;
  /** Gradient of `x`, overwritten; may be `x`. Left out where nobody needs it. */
  readonly dx?: Tensor | undefined;
  /** [1], overwritten. */
  readonly loss: Tensor;
  /** [batch] */
  readonly weights?: Tensor | undefined;
}

/** Mean loss of some samples times `weight`, and its gradient. */
type LossKernel = (
  samples: number,
  x: number,
  target: number,
  dx: number,
  loss: number,
  weight: number,
) => void;

/**
 * Binds a loss that is a mean over samples. With weights the kernel runs once for each sample i:
 *
 *     L = (1/batch) Σ_i w_i·ℓ_i        dx_i = (w_i/batch)·∂ℓ_i/∂x_i
 *
 * @param names what the operation calls `x` and `target`
 * @throws for shapes of gradient, loss and weights that do not fit
 */
export function bindLoss<K>(
  group: KernelGroup<K>,
  where: string,
  [input, answer]: readonly [input: string, answer: string],
  { x, target, dx, loss, weights }: LossOperands,
  pick: (kernels: K) => LossKernel,
): Run {
  const [samples = 1] = x.shape;
  const gradient = `d${input}`;
  if (dx) expectShape(dx.shape, x.shape, `${where}: ${gradient}`);
  expectShape(loss.shape, [1], `${where}: loss`);
  if (weights) {
    expectShape(weights.shape, [samples], `${where}: weights`);
    expectWithin(weights, `${where}: weights`);
  }
  const operands = {
    where,
    reads: { [input]: x, [answer]: target },
    writes: { [gradient]: dx, loss },
    inPlace: [input],
  };
  const width = samples === 0 ? 0 : x.size / samples;
  const depth = samples === 0 ? 0 : target.size / samples;
  return bindKernel(group, operands, (kernels, at, placed) => {
    const kernel = pick(kernels);
    const [x, target, dx, loss] = [at[input], at[answer], at[gradient], at.loss];
    if (weights === undefined) return () => kernel(samples, x, target, dx, loss, 1);
    const sum = placed.loss as Tensor;
    return () => {
      let total = 0;
      for (let i = 0; i < samples; i++) {
        const weight = weights.data[weights.offset + i * weights.stride[0]] / samples;
        const from = i * width;
        kernel(1, x + from, target + i * depth, dx && dx + from, loss, weight);
        total += sum.data[sum.offset];
      }
      sum.data[sum.offset] = total;
    };
  });
}

/** Rows of one sample, and their length. @throws for fewer than two axes */
export function rowsOf(shape: Shape, where: string): readonly [rows: number, classes: number] {
  if (shape.length < 2) {
    throw new RangeError(`${where}: expected [batch, …, width], got ${formatShape(shape)}`);
  }
  return [sizeOf(shape.slice(1, -1)), shape.at(-1) as number];
}

import { holdKernels } from "../kernels/hold/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";
import { expectStep, fitsStep, rowOf } from "./step.ts";

/**
 * Binds what ends a step of a recurrent net: where the mask is 0, h = h₀; then y = h.
 *
 *     h₀, h, y  [rows, units]    mask  [rows]
 *
 * @throws for shapes that do not fit
 * @example
 * const [h0, h, mask] = [tensor([[1], [2]]), tensor([[3], [4]]), tensor([1, 0])];
 * bindHold({ h0, h, mask })();
 * toNested(h) // [[3], [2]]
 */
export function bindHold(operands: {
  readonly h0: Tensor;
  readonly h: Tensor;
  readonly y?: Tensor | undefined;
  readonly mask?: Tensor | undefined;
}): Run {
  const { h0, h, y, mask } = operands;
  const [rows, units] = expectShape(h0.shape, ["rows", "units"], "hold: h0");
  expectStep("hold", [rows, units], { h, y }, mask);
  return bindKernel(
    holdKernels,
    {
      where: "hold",
      reads: { h0, mask },
      writes: { h, y },
      updates: ["h"],
      fits: fitsStep,
    },
    ({ hold }, { h0, h, y, mask }, placed) => {
      const [yRow, maskRow] = [rowOf(placed.y), rowOf(placed.mask)];
      return () => hold(rows, units, h0, h, y, yRow, mask, maskRow);
    },
  );
}

/**
 * Binds the backward pass of {@link bindHold}: s = dh + dy is the gradient of the step, d, or where
 * the mask is 0 that of the state before it, dh. The other one is 0.
 *
 *     d, dh, dy  [rows, units]    mask  [rows]
 *
 * @throws for shapes that do not fit
 * @example
 * const [d, dh, mask] = [zeros([2, 1]), tensor([[3], [4]]), tensor([1, 0])];
 * bindRelease({ d, dh, mask })();
 * toNested(d) // [[3], [0]]
 * toNested(dh) // [[0], [4]]
 */
export function bindRelease(operands: {
  readonly d: Tensor;
  readonly dh: Tensor;
  readonly dy?: Tensor | undefined;
  readonly mask?: Tensor | undefined;
}): Run {
  const { d, dh, dy, mask } = operands;
  const [rows, units] = expectShape(d.shape, ["rows", "units"], "release: d");
  expectStep("release", [rows, units], { dh, dy }, mask);
  return bindKernel(
    holdKernels,
    {
      where: "release",
      reads: { dy, mask },
      writes: { d, dh },
      updates: ["dh"],
      fits: fitsStep,
    },
    ({ release }, { d, dh, dy, mask }, placed) => {
      const [dyRow, maskRow] = [rowOf(placed.dy), rowOf(placed.mask)];
      return () => release(rows, units, d, dh, dy, dyRow, mask, maskRow);
    },
  );
}

import { lstmKernels } from "../kernels/lstm/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";
import { expectStep, fitsStep, rowOf } from "./step.ts";

/**
 * Binds one step of LSTM cells.
 *
 *     i = σ(z_i)    f = σ(z_f)    g = tanh z_g    o = σ(z_o)
 *     c = f·c₀ + i·g    u = tanh c    h = y = o·u
 *
 *     gates  [rows, 4·units]: z_i, z_f, z_g, z_o side by side, overwritten by i, f, g, o
 *     c₀, c, u, h₀, h, y  [rows, units]    mask  [rows], 0 where a row keeps c = c₀ and h = h₀
 *
 * @throws for shapes that do not fit
 * @example
 * const [gates, c0, h0] = [tensor([[0, 0, 0, 0]]), tensor([[2]]), zeros([1, 1])];
 * const [c, u, h] = [zeros([1, 1]), zeros([1, 1]), zeros([1, 1])];
 * bindLstm({ gates, c0, c, u, h0, h })();
 * c.get(0, 0) // 1
 */
export function bindLstm(operands: {
  readonly gates: Tensor;
  readonly c0: Tensor;
  readonly c: Tensor;
  readonly u: Tensor;
  readonly h0: Tensor;
  readonly h: Tensor;
  readonly y?: Tensor | undefined;
  readonly mask?: Tensor | undefined;
}): Run {
  const { gates, c0, c, u, h0, h, y, mask } = operands;
  const [rows, units] = expectShape(c0.shape, ["rows", "units"], "lstm: c0");
  expectStep("lstm", [rows, units], { c, u, h0, h, y }, mask);
  expectStep("lstm", [rows, 4 * units], { gates });
  return bindKernel(
    lstmKernels,
    {
      where: "lstm",
      reads: { c0, h0, mask },
      writes: { gates, c, u, h, y },
      updates: ["gates"],
      fits: fitsStep,
    },
    ({ lstm }, { gates, c0, c, u, h0, h, y, mask }, placed) => {
      const [yRow, maskRow] = [rowOf(placed.y), rowOf(placed.mask)];
      return () => lstm(rows, units, gates, c0, c, u, h0, h, y, yRow, mask, maskRow);
    },
  );
}

/**
 * Binds the backward pass of {@link bindLstm}, from what that has left in `gates` and `u`.
 *
 *     d = dh + dy    s = dc + d·o·(1 − u²)    dc ← s·f    dh ← 0
 *     dz_i = s·g·i·(1 − i)    dz_f = s·c₀·f·(1 − f)    dz_g = s·i·(1 − g²)    dz_o = d·u·o·(1 − o)
 *
 *     gates  [rows, 4·units], overwritten by dz    c₀, u, dc, dh, dy  [rows, units]    mask  [rows]
 *
 * What h₀ gets through z is the caller's to add: dh += dz·Uᵀ. Where the mask is 0, dz = 0, dh ← d,
 * and dc stays.
 *
 * @throws for shapes that do not fit
 * @example
 * const [gates, c0, u] = [tensor([[0.5, 0.5, 0, 0.5]]), tensor([[2]]), tensor([[0.75]])];
 * const [dc, dh] = [zeros([1, 1]), tensor([[1]])];
 * bindLstmBackward({ gates, c0, u, dc, dh })();
 * gates.get(0, 3) // 0.1875
 */
export function bindLstmBackward(operands: {
  readonly gates: Tensor;
  readonly c0: Tensor;
  readonly u: Tensor;
  readonly dc: Tensor;
  readonly dh: Tensor;
  readonly dy?: Tensor | undefined;
  readonly mask?: Tensor | undefined;
}): Run {
  const { gates, c0, u, dc, dh, dy, mask } = operands;
  const [rows, units] = expectShape(c0.shape, ["rows", "units"], "lstmBackward: c0");
  expectStep("lstmBackward", [rows, units], { u, dc, dh, dy }, mask);
  expectStep("lstmBackward", [rows, 4 * units], { gates });
  return bindKernel(
    lstmKernels,
    {
      where: "lstmBackward",
      reads: { c0, u, dy, mask },
      writes: { gates, dc, dh },
      updates: ["gates", "dc", "dh"],
      fits: fitsStep,
    },
    ({ lstmBackward }, { gates, c0, u, dc, dh, dy, mask }, placed) => {
      const [dyRow, maskRow] = [rowOf(placed.dy), rowOf(placed.mask)];
      return () => lstmBackward(rows, units, gates, c0, u, dc, dh, dy, dyRow, mask, maskRow);
    },
  );
}

import { gruKernels } from "../kernels/gru/kernels.ts";
import { expectShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { bindKernel } from "./bind.ts";
import type { Run } from "./run.ts";
import { expectStep, fitsStep, rowOf } from "./step.ts";

/** What the steps of gated recurrent units have in common. */
interface State {
  /** [rows, 3·units], gates z, r, n side by side. */
  readonly gates: Tensor;
  /** [rows, units], the state before the step. */
  readonly h0: Tensor;
}

interface Forward extends State {
  readonly h: Tensor;
  readonly y?: Tensor | undefined;
  readonly mask?: Tensor | undefined;
}

interface Backward extends State {
  readonly dh: Tensor;
  readonly dy?: Tensor | undefined;
  readonly mask?: Tensor | undefined;
}

/**
 * Binds one step of gated recurrent units whose reset gate stands behind the product v = h₀·U + b'.
 *
 *     z = σ(x_z + v_z)    r = σ(x_r + v_r)    n = tanh(x_n + r·v_n)    h = y = n + z·(h₀ − n)
 *
 *     gates, v  [rows, 3·units]: x_z, x_r, x_n side by side, overwritten by z, r, n
 *     h₀, h, y  [rows, units]    mask  [rows], 0 where a row keeps h = h₀
 *
 * @throws for shapes that do not fit
 * @example
 * const [gates, v, h0, h] = [tensor([[0, 0, 0]]), zeros([1, 3]), tensor([[2]]), zeros([1, 1])];
 * bindGru({ gates, v, h0, h })();
 * h.get(0, 0) // 1
 */
export function bindGru(operands: Forward & { readonly v: Tensor }): Run {
  const { gates, v, h0, h, y, mask } = operands;
  const [rows, units] = extents("gru", { gates, v }, { h0, h, y }, mask);
  return bindKernel(
    gruKernels,
    {
      where: "gru",
      reads: { v, h0, mask },
      writes: { gates, h, y },
      updates: ["gates"],
      fits: fitsStep,
    },
    ({ gru }, { gates, v, h0, h, y, mask }, placed) => {
      const [yRow, maskRow] = [rowOf(placed.y), rowOf(placed.mask)];
      return () => gru(rows, units, gates, v, h0, h, y, yRow, mask, maskRow);
    },
  );
}

/**
 * Binds the backward pass of {@link bindGru}, from what that has left in `gates`.
 *
 *     d = dh + dy    dn = d·(1 − z)·(1 − n²)    dz = d·(h₀ − n)·z·(1 − z)    dr = dn·v_n·r·(1 − r)
 *     gates ← dz, dr, dn    v ← dz, dr, dn·r    dh ← d·z
 *
 *     gates, v  [rows, 3·units]    h₀, dh, dy  [rows, units]    mask  [rows]
 *
 * What h₀ gets through v is the caller's to add: dh += dv·Uᵀ. Where the mask is 0, dh ← d and the
 * other gradients are 0.
 *
 * @throws for shapes that do not fit
 * @example
 * const [gates, v] = [tensor([[0.5, 0.5, 0]]), zeros([1, 3])];
 * const [h0, dh] = [tensor([[2]]), tensor([[1]])];
 * bindGruBackward({ gates, v, h0, dh })();
 * toNested(gates) // [[0.5, 0, 0.5]]
 * dh.get(0, 0) // 0.5
 */
export function bindGruBackward(operands: Backward & { readonly v: Tensor }): Run {
  const { gates, v, h0, dh, dy, mask } = operands;
  const [rows, units] = extents("gruBackward", { gates, v }, { h0, dh, dy }, mask);
  return bindKernel(
    gruKernels,
    {
      where: "gruBackward",
      reads: { h0, dy, mask },
      writes: { gates, v, dh },
      updates: ["gates", "v", "dh"],
      fits: fitsStep,
    },
    ({ gruBackward }, { gates, v, h0, dh, dy, mask }, placed) => {
      const [dyRow, maskRow] = [rowOf(placed.dy), rowOf(placed.mask)];
      return () => gruBackward(rows, units, gates, v, h0, dh, dy, dyRow, mask, maskRow);
    },
  );
}

/**
 * Binds the gates of a step whose reset gate stands in front of the product (r·h₀)·U.
 *
 *     z = σ(x_z)    r = σ(x_r)    s = r·h₀
 *
 *     gates  [rows, 3·units]: x_z, x_r, overwritten by z, r; the last third stays    h₀, s  [rows, units]
 *
 * @throws for shapes that do not fit
 * @example
 * const [gates, h0, s] = [tensor([[0, 0, 7]]), tensor([[2]]), zeros([1, 1])];
 * bindGruGates({ gates, h0, s })();
 * toNested(gates) // [[0.5, 0.5, 7]]
 * s.get(0, 0) // 1
 */
export function bindGruGates({ gates, h0, s }: State & { readonly s: Tensor }): Run {
  const [rows, units] = extents("gruGates", { gates }, { h0, s });
  return bindKernel(
    gruKernels,
    { where: "gruGates", reads: { h0 }, writes: { gates, s }, updates: ["gates"] },
    ({ gruGates }, { gates, h0, s }) => {
      return () => gruGates(rows, units, gates, h0, s);
    },
  );
}

/**
 * Binds the state behind {@link bindGruGates}.
 *
 *     n = tanh x_n    h = y = n + z·(h₀ − n)
 *
 *     gates  [rows, 3·units]: z, r, x_n, of which n overwrites the last    h₀, h, y  [rows, units]
 *     mask  [rows], 0 where a row keeps h = h₀
 *
 * @throws for shapes that do not fit
 * @example
 * const [gates, h0, h] = [tensor([[0.25, 0.5, 0]]), tensor([[2]]), zeros([1, 1])];
 * bindGruState({ gates, h0, h })();
 * h.get(0, 0) // 0.5
 */
export function bindGruState(operands: Forward): Run {
  const { gates, h0, h, y, mask } = operands;
  const [rows, units] = extents("gruState", { gates }, { h0, h, y }, mask);
  return bindKernel(
    gruKernels,
    {
      where: "gruState",
      reads: { h0, mask },
      writes: { gates, h, y },
      updates: ["gates"],
      fits: fitsStep,
    },
    ({ gruState }, { gates, h0, h, y, mask }, placed) => {
      const [yRow, maskRow] = [rowOf(placed.y), rowOf(placed.mask)];
      return () => gruState(rows, units, gates, h0, h, y, yRow, mask, maskRow);
    },
  );
}

/**
 * Binds the backward pass of {@link bindGruState}.
 *
 *     d = dh + dy    dn = d·(1 − z)·(1 − n²)    dz = d·(h₀ − n)·z·(1 − z)    dh ← d·z
 *
 *     gates  [rows, 3·units]: z, r, n, overwritten by dz, r, dn    h₀, dh, dy  [rows, units]
 *     mask  [rows]; where it is 0, dh ← d and dz = dn = 0
 *
 * @throws for shapes that do not fit
 * @example
 * const [gates, h0, dh] = [tensor([[0.5, 0.5, 0]]), tensor([[2]]), tensor([[1]])];
 * bindGruStateBackward({ gates, h0, dh })();
 * toNested(gates) // [[0.5, 0.5, 0.5]]
 */
export function bindGruStateBackward(operands: Backward): Run {
  const { gates, h0, dh, dy, mask } = operands;
  const [rows, units] = extents("gruStateBackward", { gates }, { h0, dh, dy }, mask);
  return bindKernel(
    gruKernels,
    {
      where: "gruStateBackward",
      reads: { h0, dy, mask },
      writes: { gates, dh },
      updates: ["gates", "dh"],
      fits: fitsStep,
    },
    ({ gruStateBackward }, { gates, h0, dh, dy, mask }, placed) => {
      const [dyRow, maskRow] = [rowOf(placed.dy), rowOf(placed.mask)];
      return () => gruStateBackward(rows, units, gates, h0, dh, dy, dyRow, mask, maskRow);
    },
  );
}

/**
 * Binds the backward pass of {@link bindGruGates}, where ds = dn·Uᵀ.
 *
 *     dr = ds·h₀·r·(1 − r)    dh += ds·r
 *
 *     gates  [rows, 3·units]: dz, r, dn, of which dr overwrites r    h₀, ds, dh  [rows, units]
 *
 * @throws for shapes that do not fit
 * @example
 * const [gates, h0] = [tensor([[0, 0.5, 0]]), tensor([[2]])];
 * const [ds, dh] = [tensor([[4]]), tensor([[1]])];
 * bindGruGatesBackward({ gates, h0, ds, dh })();
 * [gates.get(0, 1), dh.get(0, 0)] // [2, 3]
 */
export function bindGruGatesBackward(
  operands: State & { readonly ds: Tensor; readonly dh: Tensor },
): Run {
  const { gates, h0, ds, dh } = operands;
  const [rows, units] = extents("gruGatesBackward", { gates }, { h0, ds, dh });
  return bindKernel(
    gruKernels,
    {
      where: "gruGatesBackward",
      reads: { h0, ds },
      writes: { gates, dh },
      updates: ["gates", "dh"],
    },
    ({ gruGatesBackward }, { gates, h0, ds, dh }) => {
      return () => gruGatesBackward(rows, units, gates, h0, ds, dh);
    },
  );
}

/** Checks all operands against h₀. */
function extents(
  where: string,
  gates: Readonly<Record<string, Tensor>>,
  states: Readonly<Record<string, Tensor | undefined>> & { readonly h0: Tensor },
  mask?: Tensor | undefined,
): [rows: number, units: number] {
  const [rows, units] = expectShape(states.h0.shape, ["rows", "units"], `${where}: h0`);
  expectStep(where, [rows, units], states, mask);
  expectStep(where, [rows, 3 * units], gates);
  return [rows, units];
}

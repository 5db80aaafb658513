import type { KernelGroup } from "../kernels/kernels.ts";
import { expectShape } from "../shape.ts";
import { expectTensor, type Tensor, zeros } from "../tensor.ts";
import { bindKernel, runOnce } from "./bind.ts";
import { axesOf, withAxes } from "./reduce.ts";
import { inOrder, type Run } from "./run.ts";

/** What a bound operation along an axis works on. */
export interface AlongOperands {
  /** The shape of `x`; may be `x`. */
  readonly out: Tensor;
  readonly x: Tensor;
  /** Negative ones count from the last. Default −1. */
  readonly axis?: number | undefined;
}

/** The bound form of an operation along an axis. */
export type BindAlong = (operands: AlongOperands) => Run;

/** An operation along an axis, into a new tensor or `out`. */
export type AlongOperation = (
  x: Tensor,
  options?: { readonly axis?: number | undefined; readonly out?: Tensor | undefined },
) => Tensor;

/** The bound form of a kernel over rows; those along another axis than the last are staged. */
export function bindAlong<K>(
  where: string,
  group: KernelGroup<K>,
  pick: (kernels: K) => (rows: number, columns: number, x: number, y: number) => void,
): BindAlong {
  return ({ out, x, axis = -1 }) => {
    const [along] = axesOf(axis, x.shape.length, where) as [number];
    expectShape(out.shape, x.shape, `${where}: out`);
    if (x.size === 0) return inOrder();
    const columns = x.shape[along];
    const rows = x.size / columns;
    const axes = [...[...x.shape.keys()].filter((each) => each !== along), along];
    return bindKernel(
      group,
      {
        where,
        reads: { x: withAxes(x, axes) },
        writes: { out: withAxes(out, axes) },
        inPlace: ["x"],
      },
      (kernels, { x, out }) => {
        const kernel = pick(kernels);
        return () => kernel(rows, columns, x, out);
      },
    );
  };
}

/** The convenient form: a new tensor, or `out`. */
export function runAlong(where: string, bind: BindAlong): AlongOperation {
  return (x, options = {}) => {
    expectTensor(x, `${where}: x`);
    const { out = zeros(x.shape), axis } = options;
    runOnce(() => bind({ out, x, axis }));
    return out;
  };
}

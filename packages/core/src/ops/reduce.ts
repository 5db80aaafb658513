import { type Axis, mergeAxes, offsetsAlong } from "../axes.ts";
import type { KernelGroup } from "../kernels/kernels.ts";
import { expectShape, formatShape, type Shape, sizeOf } from "../shape.ts";
import { expectTensor, isContiguous, type Tensor, zeros } from "../tensor.ts";
import { viewOf } from "../view.ts";
import { bindKernel, runOnce } from "./bind.ts";
import { inOrder, type Run } from "./run.ts";

/** Which axes a reduction takes together. */
export interface ReduceOptions {
  /** One axis or several; negative ones count from the last. Default all. */
  readonly axis?: number | readonly number[] | undefined;
  /** Leaves the axes in place, with extent 1, so that the result broadcasts. Default false. */
  readonly keepDims?: boolean | undefined;
}

/** What a bound reduction works on. */
export interface ReduceOperands extends ReduceOptions {
  /** The shape of `x` without the axes; with `keepDims` they stay, with extent 1. */
  readonly out: Tensor;
  readonly x: Tensor;
}

/** A reduction into a new tensor, or `out`. */
export type Reduction<Options = ReduceOptions> = (
  x: Tensor,
  options?: Options & { readonly out?: Tensor | undefined },
) => Tensor;

/** The bound form of a reduction. */
export type BindReduction<Options = unknown> = (operands: ReduceOperands & Options) => Run;

type Kernel = (rows: number, columns: number, x: number, xRow: number, out: number) => void;

/** How a kernel can take the axes together in place. */
interface Layout {
  /** Over contiguous rows, or down columns that stand side by side. */
  readonly form: "last" | "first";
  readonly rows: number;
  readonly columns: number;
  readonly xRow: number;
  /** Where each matrix begins, in elements from the first one. */
  readonly starts: Int32Array;
}

/**
 * Binds a reduction. It runs on a view as it stands where the axes that it takes together are one
 * stretch of memory, or where the innermost of the others is contiguous; other views are staged.
 *
 * @param least fewest numbers that it can take together
 * @param pick the kernels for `n` numbers each: over the last axis of [rows, columns], and the first
 */
export function bindReduction<K>(
  group: KernelGroup<K>,
  { out, x, axis, keepDims = false }: ReduceOperands,
  where: string,
  least: number,
  pick: (kernels: K, n: number) => { readonly last: Kernel; readonly first: Kernel },
): Run {
  const axes = axesOf(axis, x.shape.length, where);
  expectShape(out.shape, reducedShape(x.shape, axes, keepDims), `${where}: out`);
  if (out.size === 0) return inOrder();
  const n = sizeOf(axes.map((each) => x.shape[each]));
  if (n < least) {
    throw new RangeError(
      `${where}: expected at least ${least} along ${formatShape(axes)} of ${formatShape(x.shape)}, got ${n}`,
    );
  }
  const rest = [...x.shape.keys()].filter((each) => !axes.includes(each));
  const moved = withAxes(x, [...rest, ...axes]);
  return bindKernel(
    group,
    {
      where,
      reads: { x: moved },
      writes: { out },
      fits: (name, view) =>
        name === "x" ? layoutOf(view, rest.length) !== undefined : isContiguous(view),
    },
    (kernels, at, placed) => {
      const { form, rows, columns, xRow, starts } = layoutOf(placed.x, rest.length) as Layout;
      const kernel = pick(kernels, n)[form];
      const results = form === "last" ? rows : columns;
      const { x, out } = at;
      if (starts.length === 1) return () => kernel(rows, columns, x, xRow, out);
      return () => {
        for (let i = 0; i < starts.length; i++) {
          kernel(rows, columns, x + starts[i], xRow, out + i * results);
        }
      };
    },
  );
}

/** The convenient form: a new tensor, or `out`. */
export function runReduction<Options extends ReduceOptions>(
  bind: (operands: ReduceOperands & Options) => Run,
  where: string,
): Reduction<Options> {
  return (x, options = {} as Options) => {
    const { axis, keepDims = false } = options;
    expectTensor(x, `${where}: x`);
    const axes = axesOf(axis, x.shape.length, where);
    const { out = zeros(reducedShape(x.shape, axes, keepDims)) } = options;
    runOnce(() => bind({ ...options, out, x }));
    return out;
  };
}

/**
 * Axes as whole numbers from 0 on, in order.
 *
 * @throws for numbers that are no axis, and for an axis that comes twice
 */
export function axesOf(
  axis: number | readonly number[] | undefined,
  rank: number,
  where: string,
): number[] {
  const given = axis === undefined ? [...Array(rank).keys()] : [axis].flat();
  const axes = given.map((each) => {
    if (!(Number.isInteger(each) && each >= -rank && each < rank)) {
      const expected =
        rank === 0 ? "none of a scalar" : `whole numbers from ${-rank} to ${rank - 1}`;
      throw new RangeError(`${where}: axis: expected ${expected}, got ${each}`);
    }
    return each < 0 ? each + rank : each;
  });
  axes.sort((a, b) => a - b);
  const twice = axes.find((each, i) => each === axes[i + 1]);
  if (twice !== undefined) {
    throw new RangeError(`${where}: axis: expected each axis once, got ${twice} twice`);
  }
  return axes;
}

/** The same elements with the axes in that order. */
export function withAxes({ data, shape, stride, offset }: Tensor, axes: readonly number[]): Tensor {
  return viewOf(
    data,
    axes.map((axis) => shape[axis]),
    axes.map((axis) => stride[axis]),
    offset,
  );
}

function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): number[] {
  return keepDims
    ? shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
    : shape.filter((_, axis) => !axes.includes(axis));
}

/** The layout of a view whose first axes, `kept` of them, stay. */
function layoutOf({ shape, stride }: Tensor, kept: number): Layout | undefined {
  const one: Axis = { extent: 1, strides: [1] };
  const [along = one, ...more] = mergeAxes(shape.slice(kept), [stride.slice(kept)]);
  const [inner = one, ...outer] = mergeAxes(shape.slice(0, kept), [stride.slice(0, kept)]);
  const [n, xStep] = [along.extent, along.strides[0]];
  const starts = offsetsAlong(outer, 0);
  if (shape.includes(0)) {
    return { form: "last", rows: sizeOf(shape.slice(0, kept)), columns: 0, xRow: 0, starts: new Int32Array(1) }; // biome-ignore format: one line
  }
  if (more.length > 0) return undefined;
  if (xStep === 1) {
    return { form: "last", rows: inner.extent, columns: n, xRow: inner.strides[0], starts };
  }
  if (inner.strides[0] === 1 && xStep > 0) {
    return { form: "first", rows: n, columns: inner.extent, xRow: xStep, starts };
  }
  return undefined;
}

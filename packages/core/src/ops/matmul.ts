import { GemmMode } from "../kernels/gemm/gemm.ts";
import { gemmKernels } from "../kernels/gemm/kernels.ts";
import { expectShape, formatShape } from "../shape.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { type Activation, bindActivation } from "./activation.ts";
import { bindKernel, runOnce } from "./bind.ts";
import { inOrder, type Run } from "./run.ts";

/** Operands of {@link bindMatmul}, float32 matrices or views of them. */
export interface MatmulOperands {
  /** [m, n], overwritten, or added to with `accumulate`. Operands that overlap it are read first. */
  readonly out: Tensor;
  /** [m, k] */
  readonly a: Tensor;
  /** [k, n] */
  readonly b: Tensor;
  /** [n], added to every row. */
  readonly bias?: Tensor | undefined;
  /** Applied last. Default linear. */
  readonly activation?: Activation | undefined;
  /** `out +=` instead of `out =`; goes with neither bias nor activation. */
  readonly accumulate?: boolean | undefined;
}

/**
 * Binds out = f(a·b + bias).
 *
 * Transposed views are read as they stand, without a copy.
 *
 * @throws for shapes that do not fit, and for `accumulate` together with bias or activation
 * @example
 * const y = zeros([1, 2]);
 * const [x, kernel, bias] = [tensor([[1, 2]]), tensor([[3, 4], [5, 6]]), tensor([0.5, -20])];
 * const forward = bindMatmul({ out: y, a: x, b: kernel, bias, activation: "relu" });
 * forward();
 * toNested(y) // [[13.5, 0]]
 */
export function bindMatmul(operands: MatmulOperands): Run {
  const { out, a, b, bias, activation = "linear", accumulate = false } = operands;
  const [m, k] = expectShape(a.shape, ["m", "k"], "matmul: a");
  const [, n] = expectShape(b.shape, [k, "n"], `matmul: b, for a of ${formatShape(a.shape)}`);
  expectShape(out.shape, [m, n], "matmul: out");
  if (bias) expectShape(bias.shape, [n], "matmul: bias");
  if (accumulate && (bias || activation !== "linear")) {
    throw new TypeError("matmul: expected accumulate alone, got it with a bias or an activation");
  }

  const bothTransposed = layoutOf(a)?.transposed && layoutOf(b)?.transposed;
  const run = bindKernel(
    gemmKernels,
    {
      where: "matmul",
      reads: { a, b, bias },
      writes: { out },
      fits: (name, x) => {
        if (name === "bias") return x.stride[0] === 1 || n <= 1;
        if (name === "out") return layoutOf(x)?.transposed === false;
        return layoutOf(x) !== undefined && !(name === "a" && bothTransposed);
      },
    },
    (kernels, at, placed) => {
      const layoutA = layoutOf(placed.a) as Layout;
      const layoutB = layoutOf(placed.b, !layoutA.transposed && n === 1) as Layout;
      const { ld: ldc } = layoutOf(placed.out) as Layout;
      const { ld: lda } = layoutA;
      const { ld: ldb } = layoutB;
      const { a, b, out, bias } = at;
      const mode = accumulate
        ? GemmMode.accumulate
        : activation === "relu"
          ? GemmMode.relu
          : GemmMode.store;
      const form = layoutA.transposed ? "gemmTN" : layoutB.transposed ? "gemmNT" : "gemmNN";
      const gemm = kernels[form];
      return () => gemm(m, n, k, a, lda, b, ldb, out, ldc, bias, mode);
    },
  );
  return activation === "linear" || activation === "relu"
    ? run
    : inOrder(run, bindActivation({ y: out, x: out, activation }));
}

/**
 * a·b, into `out` or a new tensor.
 *
 *     a  [m, k]    b  [k, n]    out  [m, n]
 *
 * @throws for shapes that do not fit
 * @example matmul(tensor([[1, 2]]), tensor([[3], [4]])).get(0, 0) // 11
 */
export function matmul(a: Tensor, b: Tensor, options: { readonly out?: Tensor } = {}): Tensor {
  const { out = zeros([a.shape[0] ?? 0, b.shape[1] ?? 0]) } = options;
  runOnce(() => bindMatmul({ out, a, b }));
  return out;
}

/**
 * The same elements with rows and columns swapped; shares the data.
 *
 * @throws for a tensor that is no matrix
 * @example toNested(transpose(tensor([[1, 2, 3]]))) // [[1], [2], [3]]
 */
export function transpose(x: Tensor): Tensor {
  expectShape(x.shape, ["rows", "columns"], "transpose");
  return x.transpose(1, 0);
}

interface Layout {
  /** Columns stand contiguously, not rows. */
  readonly transposed: boolean;
  /** Elements from one row (or column, when transposed) to the next. */
  readonly ld: number;
}

/** How a kernel can read a matrix in place; undefined when neither axis is contiguous. */
function layoutOf(x: Tensor, preferTransposed = false): Layout | undefined {
  const [rows, columns] = x.shape as [number, number];
  const [rowStride, columnStride] = x.stride as [number, number];
  const byRows = (columnStride === 1 || columns <= 1) && (rowStride >= columns || rows <= 1);
  const byColumns = (rowStride === 1 || rows <= 1) && (columnStride >= rows || columns <= 1);
  if (byColumns && (preferTransposed || !byRows)) return { transposed: true, ld: columnStride };
  return byRows ? { transposed: false, ld: rowStride } : undefined;
}

import { GemmMode } from "../kernels/gemm/gemm.ts";
import { expectShape, formatShape, type Shape } from "../shape.ts";
import { expectTensor, isContiguous, type Tensor, zeros } from "../tensor.ts";
import { bindEpilogue, type Epilogue } from "./activation-function.ts";
import { runOnce } from "./bind.ts";
import { broadcastShapes } from "./broadcast.ts";
import { bindProducts, type Matrices, runPlain, viewWith } from "./matrices.ts";
import { inOrder, type Run } from "./run.ts";

/** Operands of {@link bindMatmul}, float32 tensors or views of them. */
export interface MatmulOperands {
  /** [..., m, n], overwritten, or added to with `accumulate`. Operands that overlap it are read first. */
  readonly out: Tensor;
  /** [..., m, k], or [k] for one row. */
  readonly a: Tensor;
  /** [..., k, n], or [k] for one column. */
  readonly b: Tensor;
  /** [n], added to every row. */
  readonly bias?: Tensor | undefined;
  /** Applied last. Default linear. */
  readonly activation?: Epilogue | undefined;
  /** The shape of `out`, which becomes 0 where the mask is not above 0: the slope of a relu. */
  readonly mask?: Tensor | undefined;
  /** `out +=` instead of `out =`; goes with none of bias, activation and mask. */
  readonly accumulate?: boolean | undefined;
}

/**
 * Binds out = f(a·b + bias), or out = (a·b) ∘ [mask > 0], or out += a·b.
 *
 * The last two axes are matrices, those before them batches, which broadcast; a vector on the left
 * is a row, one on the right a column, and `out` lacks its axis: as `numpy.matmul`. Transposed
 * views are read as they stand, without a copy.
 *
 * @throws for shapes that do not fit, and for epilogues that exclude each other
 * @example
 * const y = zeros([1, 2]);
 * const [x, kernel, bias] = [tensor([[1, 2]]), tensor([[3, 4], [5, 6]]), tensor([0.5, -20])];
 * const forward = bindMatmul({ out: y, a: x, b: kernel, bias, activation: "relu" });
 * forward();
 * toNested(y) // [[13.5, 0]]
 */
export function bindMatmul(operands: MatmulOperands): Run {
  const { out, a, b, bias, activation = "linear", mask, accumulate = false } = operands;
  const behind = bindEpilogue(activation, out, "matmul");
  expectShape(out.shape, shapeOfProduct(a, b), "matmul: out");
  if (accumulate && (bias || mask || activation !== "linear")) {
    throw new TypeError(
      "matmul: expected accumulate alone, got it with a bias, an activation or a mask",
    );
  }
  if (mask && (bias || activation !== "linear")) {
    throw new TypeError("matmul: expected mask alone, got it with a bias or an activation");
  }
  if (mask) expectShape(mask.shape, out.shape, "matmul: mask");
  const matrices = matricesOf(out, a, b, mask);
  if (bias) expectShape(bias.shape, [matrices.n], "matmul: bias");

  const mode = accumulate
    ? GemmMode.accumulate
    : mask
      ? GemmMode.mask
      : activation === "relu"
        ? GemmMode.relu
        : GemmMode.store;
  return inOrder(bindProducts(matrices, { bias, mask: matrices.mask, mode }), behind);
}

/**
 * a·b, into `out` or a new tensor.
 *
 *     a  [..., m, k] or [k]    b  [..., k, n] or [k]    out  [..., m, n], without the axes of vectors
 *
 * Batches broadcast, as in `numpy.matmul`.
 *
 * @throws for shapes that do not fit
 * @example
 * matmul(tensor([[1, 2]]), tensor([[3], [4]])).get(0, 0) // 11
 * matmul(zeros([5, 2, 3]), zeros([3])).shape // [5, 2]
 */
export function matmul(
  a: Tensor,
  b: Tensor,
  options: { readonly out?: Tensor | undefined } = {},
): Tensor {
  const { out } = options;
  if (out === undefined) return matmul(a, b, { out: zeros(shapeOfProduct(a, b)) });
  if (!runPlain(a, b, out)) runOnce(() => bindMatmul({ out, a, b }));
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

function shapeOfProduct(a: Tensor, b: Tensor): Shape {
  expectTensor(a, "matmul: a");
  expectTensor(b, "matmul: b");
  const [left, right] = [a.shape, b.shape];
  if (left.length === 0 || right.length === 0) {
    const name = left.length === 0 ? "a" : "b";
    throw new RangeError(`matmul: ${name}: expected at least one axis, got []`);
  }
  const k = left.at(-1) as number;
  const [rows, columns] = right.length === 1 ? [right[0]] : right.slice(-2);
  if (rows !== k) {
    const batch = right.length > 2 ? ["...", k, "n"] : [k, "n"];
    const pattern = right.length === 1 ? [k] : batch;
    throw new RangeError(
      `matmul: b, for a of ${formatShape(left)}: expected ${formatShape(pattern)}, got ${formatShape(right)}`,
    );
  }
  return [
    ...broadcastShapes([left.slice(0, -2), right.slice(0, -2)], "matmul: batches"),
    ...(left.length > 1 ? left.slice(-2, -1) : []),
    ...(columns === undefined ? [] : [columns]),
  ];
}

/** Operands as matrices of equal rank; a batch that one matrix multiplies as one tall matrix. */
function matricesOf(
  out: Tensor,
  a: Tensor,
  b: Tensor,
  mask: Tensor | undefined,
): Matrices & { readonly mask: Tensor | undefined } {
  const left = a.shape.length === 1 ? withAxis(a, 0) : a;
  const right = b.shape.length === 1 ? withAxis(b, 1) : b;
  const asProduct = (x: Tensor): Tensor => {
    const column = b.shape.length === 1 ? withAxis(x, x.shape.length) : x;
    return a.shape.length === 1 ? withAxis(column, column.shape.length - 1) : column;
  };
  const product = asProduct(out);
  const gate = mask && asProduct(mask);
  const [m, k] = left.shape.slice(-2) as [number, number];
  const n = right.shape.at(-1) as number;
  const tall = right.shape.length === 2 && left.shape.length > 2;
  const whole = [left, product, gate].every((x) => x === undefined || isContiguous(x));
  if (tall && whole && k > 0) {
    const rows = left.size / k;
    const flat = (x: Tensor, columns: number): Tensor => viewWith(x, [rows, columns], [columns, 1]);
    return {
      m: rows, n, k, out: flat(product, n), a: flat(left, k), b: right, mask: gate && flat(gate, n),
    }; // biome-ignore format: one operand after another
  }
  return { m, n, k, out: product, a: left, b: right, mask: gate };
}

/** The same elements with one more axis, of extent 1. */
function withAxis(x: Tensor, axis: number): Tensor {
  return viewWith(x, x.shape.toSpliced(axis, 0, 1), x.stride.toSpliced(axis, 0, 1));
}

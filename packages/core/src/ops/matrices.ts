import { GemmMode } from "../kernels/gemm/gemm.ts";
import { gemmKernels } from "../kernels/gemm/kernels.ts";
import { segmentOf } from "../memory/segments.ts";
import { type Shape, sizeOf } from "../shape.ts";
import { isContiguous, type Tensor } from "../tensor.ts";
import { viewOf } from "../view.ts";
import { bindKernel } from "./bind.ts";
import { inOrder, type Run } from "./run.ts";

/** Matrices, or batches of them that broadcast. */
export interface Matrices {
  readonly m: number;
  readonly n: number;
  readonly k: number;
  /** [..., m, n] */
  readonly out: Tensor;
  /** [..., m, k] */
  readonly a: Tensor;
  /** [..., k, n] */
  readonly b: Tensor;
}

/** What happens to a sum before it is stored; see GemmMode. */
export interface Epilogue {
  readonly bias: Tensor | undefined;
  readonly mask: Tensor | undefined;
  readonly mode: number;
}

/** How a kernel can read a matrix in place. */
interface Layout {
  /** Columns stand contiguously, not rows. */
  readonly transposed: boolean;
  /** Elements from one row (or column, when transposed) to the next. */
  readonly ld: number;
}

/** Binds one product, or one for each matrix of the batches. */
export function bindProducts(
  { m, n, k, out, a, b }: Matrices,
  { bias, mask, mode }: Epilogue,
): Run {
  const batch = out.shape.slice(0, -2);
  if (out.size === 0) return inOrder();
  const bothTransposed = layoutOf(a)?.transposed && layoutOf(b)?.transposed;
  return bindKernel(
    gemmKernels,
    {
      where: "matmul",
      reads: { a, b, bias, mask },
      writes: { out },
      updates: mode === GemmMode.accumulate ? ["out"] : [],
      fits: (name, x) => {
        if (name === "bias") return x.stride[0] === 1 || n <= 1;
        if (name === "mask") return isContiguous(x);
        if (name === "out") return mask ? isContiguous(x) : layoutOf(x)?.transposed === false;
        return layoutOf(x) !== undefined && !(name === "a" && bothTransposed);
      },
    },
    (kernels, at, placed) => {
      const layoutA = layoutOf(placed.a) as Layout;
      const layoutB = layoutOf(placed.b, !layoutA.transposed && n === 1) as Layout;
      const { ld: ldc } = layoutOf(placed.out) as Layout;
      const { ld: lda } = layoutA;
      const { ld: ldb } = layoutB;
      const { a, b, out } = at;
      const extra = mask ? at.mask : at.bias;
      const form = layoutA.transposed ? "gemmTN" : layoutB.transposed ? "gemmNT" : "gemmNN";
      const gemm = kernels[form];
      if (sizeOf(batch) === 1) {
        return () => gemm(m, n, k, a, lda, b, ldb, out, ldc, extra, mode);
      }
      const [aAt, bAt, outAt, maskAt] = [placed.a, placed.b, placed.out, placed.mask].map((x) =>
        startsOf(x, batch),
      ) as [Int32Array, Int32Array, Int32Array, Int32Array];
      return () => {
        for (let i = 0; i < outAt.length; i++) {
          gemm(
            m, n, k, a + aAt[i], lda, b + bAt[i], ldb, out + outAt[i], ldc, extra + maskAt[i], mode,
          ); // biome-ignore format: one operand after another
        }
      };
    },
  );
}

/**
 * out = a·b at once, for plain matrices of one segment: binding would cost more than a small
 * product. False, with nothing done, for all that is not so plain, and for what is wrong.
 */
export function runResident(a: Tensor, b: Tensor, out: Tensor): boolean {
  const { buffer } = out.data;
  if (a.data.buffer !== buffer || b.data.buffer !== buffer) return false;
  if (out.shape.length !== 2 || a.shape.length !== 2 || b.shape.length !== 2) return false;
  const [m, k] = a.shape;
  const n = b.shape[1];
  if (b.shape[0] !== k || out.shape[0] !== m || out.shape[1] !== n) return false;
  if (!(m > 1 && n > 1 && k > 1)) return false;
  if (a.stride[1] !== 1 || b.stride[1] !== 1 || out.stride[1] !== 1) return false;
  const [lda, ldb, ldc] = [a.stride[0], b.stride[0], out.stride[0]];
  if (!(lda >= k && ldb >= n && ldc >= n)) return false;
  const [lengthA, lengthB] = [(m - 1) * lda + k, (k - 1) * ldb + n];
  const lengthOut = (m - 1) * ldc + n;
  const isWithin = (x: Tensor, length: number): boolean =>
    x.offset >= 0 && x.offset + length <= x.data.length;
  if (!(isWithin(a, lengthA) && isWithin(b, lengthB) && isWithin(out, lengthOut))) return false;
  const segment = segmentOf(out.data);
  if (segment === undefined) return false;
  const bytes = out.data.BYTES_PER_ELEMENT;
  const atA = a.data.byteOffset / bytes + a.offset;
  const atB = b.data.byteOffset / bytes + b.offset;
  const at = out.data.byteOffset / bytes + out.offset;
  const apart =
    (atA + lengthA <= at || at + lengthOut <= atA) &&
    (atB + lengthB <= at || at + lengthOut <= atB);
  if (!apart) return false;
  segment.kernels(gemmKernels).gemmNN(m, n, k, atA, lda, atB, ldb, at, ldc, 0, GemmMode.store);
  return true;
}

/** The same data seen with another shape and strides. */
export function viewWith(x: Tensor, shape: Shape, stride: readonly number[]): Tensor {
  return viewOf(x.data, shape, stride, x.offset);
}

/** How a kernel can read the matrices of a view in place; undefined when no axis is contiguous. */
function layoutOf(x: Tensor, preferTransposed = false): Layout | undefined {
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  const [rowStride, columnStride] = x.stride.slice(-2) as [number, number];
  const byRows = (columnStride === 1 || columns <= 1) && (rowStride >= columns || rows <= 1);
  const byColumns = (rowStride === 1 || rows <= 1) && (columnStride >= rows || columns <= 1);
  if (byColumns && (preferTransposed || !byRows)) return { transposed: true, ld: columnStride };
  return byRows ? { transposed: false, ld: rowStride } : undefined;
}

/** Where each matrix of the batches begins, in elements from the first one. */
function startsOf(x: Tensor | undefined, batch: Shape): Int32Array {
  const starts = new Int32Array(sizeOf(batch));
  if (x === undefined) return starts;
  const own = x.shape.length - 2;
  return starts.map((_, index) => {
    let start = 0;
    for (let axis = batch.length - 1, rest = index; axis >= 0; axis--) {
      const at = own - batch.length + axis;
      if (at >= 0 && x.shape[at] > 1) start += (rest % batch[axis]) * x.stride[at];
      rest = Math.floor(rest / batch[axis]);
    }
    return start;
  });
}

import { GemmMode } from "../kernels/gemm/gemm.ts";
import { gemmKernels } from "../kernels/gemm/kernels.ts";
import { aligned, type Segment } from "../memory/segment.ts";
import { segmentFor, segmentOf } from "../memory/segments.ts";
import { type Shape, sizeOf } from "../shape.ts";
import { isContiguous, type Tensor } from "../tensor.ts";
import { viewOf } from "../view.ts";
import { bindKernel, placeOf } from "./bind.ts";
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

/** Known homes: reading `data.buffer` three times takes longer than a product of 16×16, 29 against 12 GFLOP/s. */
const homes = new WeakMap<Float32Array, Segment>();

/**
 * out = a·b at once, for float32 matrices whose rows are contiguous: binding would cost more than a
 * small product. Those of one segment are read in place, others through copies that live as long as
 * the call. False, with nothing done, for all that is not so plain, and for what is wrong.
 */
export function runPlain(a: Tensor, b: Tensor, out: Tensor): boolean {
  if (!(isPlain(a) && isPlain(b) && isPlain(out))) return false;
  const [m, k] = a.shape;
  const n = b.shape[1];
  if (b.shape[0] !== k || out.shape[0] !== m || out.shape[1] !== n) return false;
  const segment = homeOf(out);
  if (segment !== undefined && homeOf(a) === segment && homeOf(b) === segment) {
    const [atA, atB, at] = [placeOf(a), placeOf(b), placeOf(out)];
    const [endA, endB, end] = [atA + reachOf(a), atB + reachOf(b), at + reachOf(out)];
    if (!((endA <= at || end <= atA) && (endB <= at || end <= atB))) return false;
    const { gemmNN } = segment.kernels(gemmKernels);
    gemmNN(m, n, k, atA, a.stride[0], atB, b.stride[0], at, out.stride[0], 0, GemmMode.store);
    return true;
  }
  return runStaged(m, n, k, a, b, out, segment ?? homeOf(a) ?? homeOf(b));
}

/** The product of copies. */
function runStaged(
  m: number,
  n: number,
  k: number,
  a: Tensor,
  b: Tensor,
  out: Tensor,
  home: Segment | undefined,
): boolean {
  const [sizeA, sizeB] = [aligned(m * k), aligned(k * n)];
  const room = sizeA + sizeB + m * n;
  const segment = home ?? segmentFor(room);
  const atA = segment.allocate(room, false);
  if (atA === undefined) return false;
  const [atB, at] = [atA + sizeA, atA + sizeA + sizeB];
  const { heap } = segment;
  eachRow(a, (row, from, to) => heap.set(a.data.subarray(from, to), atA + row * k));
  eachRow(b, (row, from, to) => heap.set(b.data.subarray(from, to), atB + row * n));
  segment.kernels(gemmKernels).gemmNN(m, n, k, atA, k, atB, n, at, n, 0, GemmMode.store);
  eachRow(out, (row, from, to) =>
    out.data.set(heap.subarray(at + row * n, at + row * n + to - from), from),
  );
  segment.release(atA, room);
  return true;
}

/** Stretches of contiguous elements: the whole matrix, or row by row. */
function eachRow(x: Tensor, copy: (row: number, from: number, to: number) => void): void {
  const [rows, columns] = x.shape;
  const [ld] = x.stride;
  if (ld === columns) copy(0, x.offset, x.offset + rows * columns);
  else for (let i = 0; i < rows; i++) copy(i, x.offset + i * ld, x.offset + i * ld + columns);
}

/** More than a vector, with contiguous rows that lie within its data. */
function isPlain(x: Tensor): boolean {
  const { shape, stride, offset, data } = x;
  return (
    data instanceof Float32Array &&
    shape.length === 2 &&
    shape[0] > 1 &&
    shape[1] > 1 &&
    stride[1] === 1 &&
    stride[0] >= shape[1] &&
    offset >= 0 &&
    offset + reachOf(x) <= data.length
  );
}

/** Elements from the first to behind the last. */
function reachOf({ shape, stride }: Tensor): number {
  return (shape[0] - 1) * stride[0] + shape[1];
}

function homeOf({ data }: Tensor): Segment | undefined {
  const known = homes.get(data);
  if (known !== undefined) return known;
  const found = segmentOf(data);
  if (found !== undefined) homes.set(data, found);
  return found;
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

import { qrKernels } from "../kernels/qr/kernels.ts";
import { qrWorkLength } from "../kernels/qr/qr.ts";
import { overlap } from "../reach.ts";
import { expectShape } from "../shape.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { bindKernel, runOnce } from "./bind.ts";
import type { Run } from "./run.ts";

/** The factors of {@link qr}, k = min(m, n). */
export interface QrFactors {
  /** [m, k], orthonormal columns. */
  readonly q: Tensor;
  /** [k, n], upper triangular, nothing negative on its diagonal. */
  readonly r: Tensor;
}

/**
 * Binds the reduced QR decomposition, A = Q·R.
 *
 *     a  [m, n]    q  [m, k]    r  [k, n]    k = min(m, n)
 *
 * The same as {@link qr}, into tensors of the caller's own.
 *
 * @throws for shapes that do not fit, and for factors that overlap
 * @example
 * const [q, r] = [zeros([2, 1]), zeros([1, 1])];
 * bindQr({ q, r, a: tensor([[-3], [4]]) })();
 * r.get(0, 0) // 5
 */
export function bindQr({ q, r, a }: QrFactors & { readonly a: Tensor }): Run {
  const [m, n] = expectShape(a.shape, ["m", "n"], "qr: a");
  const k = Math.min(m, n);
  expectShape(q.shape, [m, k], "qr: q");
  expectShape(r.shape, [k, n], "qr: r");
  if (overlap(q, r)) {
    throw new RangeError("qr: r: expected a tensor apart from q, got one that overlaps it");
  }
  return bindKernel(
    qrKernels,
    { where: "qr", reads: { a }, writes: { q, r }, scratch: { work: qrWorkLength(m, n) } },
    (kernels, { a, q, r, work }) => {
      return () => kernels.qr(m, n, a, q, r, work);
    },
  );
}

/**
 * Reduced QR decomposition, A = Q·R, into `out` or new tensors.
 *
 *     a  [m, n]    q  [m, k]    r  [k, n]    k = min(m, n)
 *
 * QᵀQ = I, R is upper triangular and r_ii ≥ 0. That makes Q and R unique where A has full rank.
 * Where it has not, Q is orthonormal all the same, with columns of its own choice.
 *
 * Blocked Householder reflections. Q is orthonormal to some 1e-6 whatever A is: tall, wide, of low
 * rank, with columns of any scale; Q·R differs from each column of A by as little, relative to its
 * length. The lengths must be within float32. A NaN or an infinity in A leaves one in the same
 * column of R, and may spoil all of Q. The kernel sets "js" and "wasm-simd" give the same bits.
 *
 * C. Bischof, C. Van Loan, "The WY Representation for Products of Householder Matrices", 1987.
 *
 * @throws for an `a` that is no matrix, and for an `out` that does not fit
 * @example
 * const { q, r } = qr(tensor([[0, 2], [3, 1]]));
 * toNested(q) // [[0, 1], [1, 0]]
 * toNested(r) // [[3, 1], [0, 2]]
 */
export function qr(a: Tensor, options: { readonly out?: QrFactors } = {}): QrFactors {
  const [m, n] = expectShape(a.shape, ["m", "n"], "qr: a");
  const k = Math.min(m, n);
  const { out = { q: zeros([m, k]), r: zeros([k, n]) } } = options;
  runOnce(() => bindQr({ ...out, a }));
  return out;
}

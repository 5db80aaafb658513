/**
 * C = A·B, row-major with row strides `lda`, `ldb`, `ldc` in elements.
 *
 *     c[i, j] = f(bias[j] + Σ_p a[i, p]·b[p, j])        i < m    j < n    p < k
 *
 * The letters after `gemm` say how A and B are stored: N as written, T transposed, so `gemmTN`
 * reads a[p, i] from A stored as [k, m] and `gemmNT` reads b[p, j] from B stored as [n, k].
 * `mode` is one of {@link GemmMode}. `bias` is 0 or the index of n elements; in mode `mask` that of a
 * mask with the rows of C. C overlaps no operand.
 */
export interface Gemm {
  gemmNN: GemmKernel;
  gemmTN: GemmKernel;
  gemmNT: GemmKernel;
}

export type GemmKernel = (
  m: number,
  n: number,
  k: number,
  a: number,
  lda: number,
  b: number,
  ldb: number,
  c: number,
  ldc: number,
  bias: number,
  mode: number,
) => void;

/** What happens at the store: c = …, max(…, 0), c += … without bias, or … where the mask is above 0, else 0. */
export const GemmMode = { store: 0, relu: 1, accumulate: 2, mask: 4 } as const;

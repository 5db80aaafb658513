/**
 * Reduced QR, A = Q·R, row-major without gaps, k = min(m, n).
 *
 *     a  [m, n]    q  [m, k], orthonormal columns    r  [k, n], upper triangular, r_ii ≥ 0
 *
 *     H_j = I − τ_j·v_j·v_jᵀ        τ_j = 2/v_jᵀv_j        Q·D = H₁·H₂·…·H_k        D = diag(±1)
 *
 * `work` is the index of {@link qrWorkLength} elements that it overwrites. The operands overlap
 * nowhere.
 */
export interface Qr {
  qr(m: number, n: number, a: number, q: number, r: number, work: number): void;
}

/** Reflections that are applied at once. */
export const BLOCK = 32;

/** Elements of `work`: a padded copy of A, and the two factors of every block of reflections. */
export function qrWorkLength(m: number, n: number): number {
  const blocks = Math.ceil(Math.min(m, n) / BLOCK);
  return paddedRows(m) * (paddedColumns(n) + 2 * BLOCK * blocks);
}

/** Whole tiles of four rows. */
export function paddedRows(m: number): number {
  return (m + 3) & ~3;
}

/**
 * Room for whole tiles of eight columns from any column on. An odd multiple of eight, so that the
 * rows of a tile do not meet in one set of the cache.
 */
export function paddedColumns(n: number): number {
  return ((n + 15) & ~15) + 8;
}

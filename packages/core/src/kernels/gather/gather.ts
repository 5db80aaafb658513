/**
 * Rows of a matrix by their numbers, which stand as float32.
 *
 *     firstOutside      the least i with indices[i] no whole number in [0, end), else −1
 *     gatherRows        out[i, j] = x[indices[i], j]                 i < n    j < length
 *     scatterAddRows    out[indices[i], j] += x[i, j], i in order
 *     oneHot            out[i, j] = j = indices[i] ? 1 : 0           j < classes
 *
 * Indices are checked by firstOutside, not by the others. Only scatterAddRows and x of gatherRows may
 * name a row twice.
 */
export interface Gather {
  firstOutside(n: number, indices: number, end: number): number;
  gatherRows(n: number, length: number, x: number, indices: number, out: number): void;
  scatterAddRows(n: number, length: number, x: number, indices: number, out: number): void;
  oneHot(n: number, classes: number, indices: number, out: number): void;
}

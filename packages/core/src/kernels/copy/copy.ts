/**
 * Copies of `n` elements, or of `rows` of them between row strides.
 *
 *     copy       out[i] = x[i]
 *     copyRows   out[i, j] = x[i, j]        i < rows    j < columns
 */
export interface Copy {
  copy(n: number, x: number, out: number): void;
  copyRows(
    rows: number,
    columns: number,
    x: number,
    xRow: number,
    out: number,
    outRow: number,
  ): void;
}

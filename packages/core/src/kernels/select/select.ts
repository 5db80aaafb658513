/**
 * A choice between two operands, element by element, over `rows` × `columns`. Each operand has a
 * row stride and a step of 1 or 0; `out` has step 1 and may be an operand.
 *
 *     out[i, j] = c[i, j] ≠ 0 ? a[i, j] : b[i, j]
 *
 * NaN as a condition is not 0.
 */
export interface Select {
  select(
    rows: number,
    columns: number,
    c: number,
    cRow: number,
    cStep: number,
    a: number,
    aRow: number,
    aStep: number,
    b: number,
    bRow: number,
    bStep: number,
    out: number,
    outRow: number,
  ): void;
}

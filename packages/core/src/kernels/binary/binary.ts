/**
 * Two operands, element by element, over `rows` × `columns`. Each operand has a row stride and a
 * step from one column to the next, 1 or 0; `out` has step 1 and may be an operand.
 *
 *     out[i, j] = a[i, j] ∘ b[i, j]
 *
 * Comparisons give 1 and 0. `maximum` and `minimum` are NaN where an operand is. `pow` is
 * JavaScript's: x⁰ = 1 for every x, NaN too, and (±1)^±∞ is NaN; elsewhere NaN passes.
 */
export interface Binary {
  binary(
    op: number,
    rows: number,
    columns: number,
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

/** What ∘ stands for. */
export const BinaryOp = {
  add: 0,
  sub: 1,
  mul: 2,
  div: 3,
  maximum: 4,
  minimum: 5,
  equal: 6,
  notEqual: 7,
  greater: 8,
  greaterEqual: 9,
  less: 10,
  lessEqual: 11,
  pow: 12,
  /** max(a + b, 0) */
  addRelu: 13,
} as const;

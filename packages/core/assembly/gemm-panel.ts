// A panel: 16 columns of B, or fewer, row by row without gaps. Rows of B that lie a power of two
// apart drive each other out of the first cache; those of a panel do not, and their tile needs one
// pointer for all of B: 0.92 of peak against 0.75 without packing at 256³, V8 11.

import { SCRATCH } from "./scratch";

export const PANEL: usize = SCRATCH;
/** Rows of a panel at most. Blocks of 128 to 512 along k are slower, 0.91 of peak against 0.86 to 0.90 at 512³. */
export const DEEP: i32 = 1 << 10;
/** Behind the panel, for rows of Aᵀ. */
export const ROWS: usize = PANEL + (DEEP << 6);
export const DEEP_ROWS: i32 = 256;
/** Bytes from row to row: no power of two. */
export const ROW: i32 = (DEEP_ROWS << 2) + 64;
export const MOST_ROWS: i32 = 120;
export const PANEL_WIDTH: i32 = 16;
/** Bytes. */
export const PANEL_ROW: i32 = PANEL_WIDTH << 2;

/** 16 columns from b on. */
export function pack(k: i32, b: usize, rowB: i32): void {
  let to = PANEL;
  for (; k > 0; k--) {
    v128.store(to, v128.load(b));
    v128.store(to, v128.load(b, 16), 16);
    v128.store(to, v128.load(b, 32), 32);
    v128.store(to, v128.load(b, 48), 48);
    b += rowB;
    to += PANEL_ROW;
  }
}

/** The same from B stored transposed: `columns` of its rows, 1 to 16, from b on. Fills multiples of four. */
export function packTransposed(k: i32, b: usize, rowB: i32, columns: i32): void {
  for (let j = 0; j < columns; j += 4) {
    let b0 = b + j * rowB;
    // Rows beyond the last repeat it.
    let b1 = b0 + (columns - j > 1 ? rowB : 0);
    let b2 = b1 + (columns - j > 2 ? rowB : 0);
    let b3 = b2 + (columns - j > 3 ? rowB : 0);
    let to = PANEL + (j << 2);
    const end = b0 + (k << 2);
    while (b0 < end) {
      square(v128.load(b0), v128.load(b1), v128.load(b2), v128.load(b3), to, PANEL_ROW);
      b0 += 16;
      b1 += 16;
      b2 += 16;
      b3 += 16;
      to += 4 * PANEL_ROW;
    }
  }
}

/** `rows` rows of A, up to MOST_ROWS of up to DEEP_ROWS elements, from A stored transposed. Fills multiples of four. */
export function turnRows(rows: i32, k: i32, a: usize, stepA: i32): void {
  for (let i = 0; i < rows; i += 4) {
    let x = a + (i << 2);
    let to = ROWS + i * ROW;
    for (let p = 0; p < k; p += 4) {
      const left = k - p;
      const x1 = x + (left > 1 ? stepA : 0), x2 = x1 + (left > 2 ? stepA : 0), x3 = x2 + (left > 3 ? stepA : 0);
      square(v128.load(x), v128.load(x1), v128.load(x2), v128.load(x3), to, ROW);
      x = x3 + stepA;
      to += 16;
    }
  }
}

/** Writes four vectors as the columns of four rows. */
// @ts-ignore: decorator
@inline
function square(a: v128, b: v128, c: v128, d: v128, to: usize, row: i32): void {
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5), cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  v128.store(to, v128.shuffle<f64>(ab, cd, 0, 2));
  v128.store(to + row, v128.shuffle<f64>(ab, cd, 1, 3));
  const ef = v128.shuffle<f32>(a, b, 2, 6, 3, 7), gh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to + 2 * row, v128.shuffle<f64>(ef, gh, 0, 2));
  v128.store(to + 3 * row, v128.shuffle<f64>(ef, gh, 1, 3));
}

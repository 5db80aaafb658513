/**
 * One for each net: 3:1 at least against light and dark ground, and 0.13 apart in OKLab, also as people see
 * them who lack one kind of cones (Machado et al. 2009).
 */
export const COLOURS = ["#d369b9", "#8b5d5f", "#4e5af2", "#46a91c"];

/** Lines on top of each other can be told apart: broad, narrow, dotted, dashed. */
export const STROKES: readonly { readonly width: number; readonly dash: number[] }[] = [
  { width: 5, dash: [] },
  { width: 2, dash: [] },
  { width: 2.5, dash: [3, 3] },
  { width: 2, dash: [12, 4] },
];

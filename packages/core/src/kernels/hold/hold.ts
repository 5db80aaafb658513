/**
 * What masks do to the states of `rows` sequences, around a step that ignores them.
 *
 *     hold       where the mask is 0, h = h₀; then y = h
 *     release    s = dh + dy; where the mask is 0, d = 0 and dh ← s; elsewhere d = s and dh ← 0
 *
 *     h₀, h, d, dh  [rows, units]    y, dy  rows of `units`, `yRow` elements apart
 *     mask  `rows` elements, `maskRow` apart
 *
 * `y`, `dy` and `mask` are 0 where there are none; without a mask all rows take part.
 */
export interface Hold {
  hold(
    rows: number,
    units: number,
    h0: number,
    h: number,
    y: number,
    yRow: number,
    mask: number,
    maskRow: number,
  ): void;
  release(
    rows: number,
    units: number,
    d: number,
    dh: number,
    dy: number,
    dyRow: number,
    mask: number,
    maskRow: number,
  ): void;
}

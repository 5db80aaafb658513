/**
 * One step of LSTM cells, for `rows` sequences of `units` cells each.
 *
 *     forward    i = σ(z_i)    f = σ(z_f)    g = tanh z_g    o = σ(z_o)
 *                c = f·c₀ + i·g    u = tanh c    h = o·u
 *     backward   d = dh + dy    s = dc + d·o·(1 − u²)
 *                dz_i = s·g·i·(1 − i)    dz_f = s·c₀·f·(1 − f)    dz_g = s·i·(1 − g²)
 *                dz_o = d·u·o·(1 − o)    dc = s·f    dh = 0
 *
 *     z  [rows, 4·units], gates i, f, g, o side by side: overwritten by their values, then by dz
 *     c₀, c, u, h₀, h, dc, dh  [rows, units]    y, dy  rows of `units`, `yRow` elements apart
 *     mask  `rows` elements, `maskRow` apart
 *
 * `y` and `dy` are 0 or where the state also goes, and where its gradient comes from; `mask` is 0 or
 * says which rows take part: one whose mask is 0 keeps its state, c = c₀ and h = h₀, and backward
 * passes its gradients on, dh = d and dz = 0. What the state before gets through z is added to dh by
 * the caller. `dc` holds the gradient of c before, of c₀ after.
 */
export interface Lstm {
  lstm(
    rows: number,
    units: number,
    z: number,
    c0: number,
    c: number,
    u: number,
    h0: number,
    h: number,
    y: number,
    yRow: number,
    mask: number,
    maskRow: number,
  ): void;
  lstmBackward(
    rows: number,
    units: number,
    z: number,
    c0: number,
    u: number,
    dc: number,
    dh: number,
    dy: number,
    dyRow: number,
    mask: number,
    maskRow: number,
  ): void;
}

/**
 * Steps of gated recurrent units, for `rows` sequences of `units` cells each.
 *
 * The reset gate behind the product, as in cuDNN: v = h₀·U + b' is one product.
 *
 *     gru            z = σ(x_z + v_z)    r = σ(x_r + v_r)    n = tanh(x_n + r·v_n)    h = n + z·(h₀ − n)
 *     gruBackward    d = dh + dy    dn = d·(1 − z)·(1 − n²)    dz = d·(h₀ − n)·z·(1 − z)
 *                    dr = dn·v_n·r·(1 − r)    x ← dz, dr, dn    v ← dz, dr, dn·r    dh ← d·z
 *
 * The reset gate in front of it: x_z and x_r hold h₀·U already, x_n gets (r·h₀)·U in between.
 *
 *     gruGates            z = σ(x_z)    r = σ(x_r)    s = r·h₀
 *     gruState            n = tanh x_n    h = n + z·(h₀ − n)
 *     gruStateBackward    d = dh + dy    x_z ← dz and x_n ← dn as above    dh ← d·z
 *     gruGatesBackward    x_r ← ds·h₀·r·(1 − r)    dh += ds·r
 *
 *     x, v  [rows, 3·units], gates z, r, n side by side; x is overwritten by their values, then by
 *     gradients    h₀, h, s, ds, dh  [rows, units]    y, dy  rows of `units`, `yRow` elements apart
 *     mask  `rows` elements, `maskRow` apart
 *
 * `y` and `dy` are 0 or where the state also goes, and where its gradient comes from; `mask` is 0 or
 * says which rows take part: one whose mask is 0 keeps its state, h = h₀, and backward dh ← d, with
 * zeros for the other gradients. What h₀ gets through products is added to dh by the caller.
 */
export interface Gru {
  gru(
    rows: number,
    units: number,
    x: number,
    v: number,
    h0: number,
    h: number,
    y: number,
    yRow: number,
    mask: number,
    maskRow: number,
  ): void;
  gruBackward(
    rows: number,
    units: number,
    x: number,
    v: number,
    h0: number,
    dh: number,
    dy: number,
    dyRow: number,
    mask: number,
    maskRow: number,
  ): void;
  gruGates(rows: number, units: number, x: number, h0: number, s: number): void;
  gruState(
    rows: number,
    units: number,
    x: number,
    h0: number,
    h: number,
    y: number,
    yRow: number,
    mask: number,
    maskRow: number,
  ): void;
  gruStateBackward(
    rows: number,
    units: number,
    x: number,
    h0: number,
    dh: number,
    dy: number,
    dyRow: number,
    mask: number,
    maskRow: number,
  ): void;
  gruGatesBackward(
    rows: number,
    units: number,
    x: number,
    h0: number,
    ds: number,
    dh: number,
  ): void;
}

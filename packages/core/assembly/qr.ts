// Reduced QR by blocks of Householder reflections. Contract: src/kernels/qr.
//
// A block of reflections is H₁·H₂·… = I − Y·Vᵀ. The sums that make V and Y are float64, those that
// apply them to other columns float32. All are added in the order of src/kernels/qr, so the bits are those of js.ts.

import { apply, BLOCK, ROW } from "./reflections";

/** One float64 for each column of V. */
const sums = memory.data(BLOCK * 8, 16);

export function qr(m: i32, n: i32, a: usize, q: usize, r: usize, work: usize): void {
  a <<= 2;
  q <<= 2;
  r <<= 2;
  work <<= 2;
  const k = min(m, n);
  const rows = (m + 3) & ~3;
  const ld = (((n + 15) & ~15) + 8) << 2;
  const block = rows * ROW;
  const x = work;
  const v = x + rows * ld;
  const y = v + ((k + BLOCK - 1) / BLOCK) * block;

  memory.fill(x, 0, rows * ld);
  for (let i = 0; i < m; i++) memory.copy(x + i * ld, a + i * (n << 2), n << 2);

  let at: usize = 0;
  for (let p = 0; p < k; p += BLOCK, at += block) {
    const width = min(k - p, BLOCK);
    factor(rows, p, width, x, ld, v + at, y + at);
    apply(rows, p, width, y + at, v + at, x, ld, p + width, n);
  }

  for (let i = 0; i < k; i++) {
    memory.fill(r + i * (n << 2), 0, i << 2);
    memory.copy(r + ((i * n + i) << 2), x + i * ld + (i << 2), (n - i) << 2);
  }

  // Q = (I − Y₁·V₁ᵀ)·(I − Y₂·V₂ᵀ)·… times ±1 on the diagonal, the signs that make that of R positive.
  memory.fill(x, 0, rows * ld);
  for (let i = 0; i < k; i++) {
    const row = r + ((i * n + i) << 2);
    const negative = load<f32>(row) < 0;
    store<f32>(x + i * ld + (i << 2), negative ? -1 : 1);
    if (negative) {
      for (let j = 0; j < n - i; j++) store<f32>(row + (j << 2), <f32>0 - load<f32>(row + (j << 2)));
    }
  }
  for (let p = ((k - 1) / BLOCK) * BLOCK; p >= 0 && k > 0; p -= BLOCK) {
    at -= block;
    apply(rows, p, min(k - p, BLOCK), v + at, y + at, x, ld, p, k);
  }
  for (let i = 0; i < m; i++) memory.copy(q + i * (k << 2), x + i * ld, k << 2);
}

/** Columns p … p + width of X become those of R, with V and Y of their reflections. */
function factor(rows: i32, p: i32, width: i32, x: usize, ld: i32, v: usize, y: usize): void {
  memory.fill(v, 0, rows * ROW);
  memory.fill(y, 0, rows * ROW);
  for (let i = p; i < rows; i++) {
    memory.copy(v + i * ROW, x + i * ld + (p << 2), width << 2);
  }
  const end = v + rows * ROW;
  for (let c = 0; c < width; c++) {
    const diagonal = v + (p + c) * ROW;
    const column = c << 2;
    const head = diagonal + column;

    let squares: f64 = 0;
    for (let at = head + ROW; at < end; at += ROW) {
      const value = <f64>load<f32>(at);
      squares += value * value;
    }
    const first = <f64>load<f32>(head);
    const norm = sqrt(first * first + squares);
    const beta = first < 0 ? norm : 0 - norm;
    const scale = norm == 0 ? 0 : 1 / (first - beta);
    for (let at = head + ROW; at < end; at += ROW) {
      store<f32>(at, <f32>(<f64>load<f32>(at) * scale));
    }
    store<f32>(head, 1);

    project(diagonal, end, column);
    const tau = norm == 0 ? 0 : 2 / load<f64>(sums + (c << 3));

    // Y's new column: τ·(v − Y·(Vᵀ·v)), by the columns before it.
    const whole = ((c + 3) & ~3) << 2;
    for (let at = v + p * ROW; at < end; at += ROW) {
      const row = y + (at - v);
      let dot = f64x2.splat(0);
      for (let j = 0; j < whole; j += 16) {
        const four = v128.load(row + j);
        const u = sums + (j << 1);
        dot = f64x2.add(dot, f64x2.mul(f64x2.promote_low_f32x4(four), v128.load(u)));
        dot = f64x2.add(dot, f64x2.mul(upper(four), v128.load(u, 16)));
      }
      const sum = f64x2.extract_lane(dot, 0) + f64x2.extract_lane(dot, 1);
      const own = at < diagonal ? 0 : <f64>load<f32>(at + column);
      store<f32>(row + column, <f32>(tau * (own - sum)));
    }

    // The columns behind it: P − v·(τ·vᵀP).
    for (let j = 0; j < BLOCK; j++) {
      const weight = j > c && j < width ? tau * load<f64>(sums + (j << 3)) : 0;
      store<f64>(sums + (j << 3), weight);
    }
    const from = ((c + 1) & ~3) << 2;
    const to = width << 2;
    for (let at = diagonal; at < end; at += ROW) {
      const factor = f64x2.splat(<f64>load<f32>(at + column));
      for (let j = from; j < to; j += 16) {
        const four = v128.load(at + j);
        const w = sums + (j << 1);
        const low = f64x2.sub(f64x2.promote_low_f32x4(four), f64x2.mul(factor, v128.load(w)));
        const high = f64x2.sub(upper(four), f64x2.mul(factor, v128.load(w, 16)));
        v128.store(at + j, pair(low, high));
      }
    }

    // That row of R is done; in V it is a row of the unit triangle.
    const done = x + (p + c) * ld + (p << 2);
    memory.copy(done + column, head, (width - c) << 2);
    store<f32>(done + column, <f32>beta);
    memory.fill(head, 0, (width - c) << 2);
    store<f32>(head, 1);
  }
}

/** sums_j = Σ_i v_i·V[i, j] in float64, from row `at` to `end`; v stands in V's own column. */
function project(at: usize, end: usize, column: i32): void {
  for (let j = 0; j < ROW; j += 64) {
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    for (let row = at; row < end; row += ROW) {
      const v = f64x2.splat(<f64>load<f32>(row + column));
      let four = v128.load(row + j);
      s0 = f64x2.add(s0, f64x2.mul(v, f64x2.promote_low_f32x4(four)));
      s1 = f64x2.add(s1, f64x2.mul(v, upper(four)));
      four = v128.load(row + j, 16);
      s2 = f64x2.add(s2, f64x2.mul(v, f64x2.promote_low_f32x4(four)));
      s3 = f64x2.add(s3, f64x2.mul(v, upper(four)));
      four = v128.load(row + j, 32);
      s4 = f64x2.add(s4, f64x2.mul(v, f64x2.promote_low_f32x4(four)));
      s5 = f64x2.add(s5, f64x2.mul(v, upper(four)));
      four = v128.load(row + j, 48);
      s6 = f64x2.add(s6, f64x2.mul(v, f64x2.promote_low_f32x4(four)));
      s7 = f64x2.add(s7, f64x2.mul(v, upper(four)));
    }
    const to = sums + (j << 1);
    v128.store(to, s0);
    v128.store(to, s1, 16);
    v128.store(to, s2, 32);
    v128.store(to, s3, 48);
    v128.store(to, s4, 64);
    v128.store(to, s5, 80);
    v128.store(to, s6, 96);
    v128.store(to, s7, 112);
  }
}

/** The last two lanes as float64. */
// @ts-ignore: decorator
@inline
function upper(x: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3));
}

/** Four float64 as float32. */
// @ts-ignore: decorator
@inline
function pair(low: v128, high: v128): v128 {
  return v128.shuffle<f64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

// Reduced QR by blocks of Householder reflections. Contract: src/kernels/qr.
//
// A block of reflections is H₁·H₂·… = I − Y·Vᵀ. The sums that make V and Y are float64, those that
// apply them to other columns float32. All are added in the order of js.ts, so the bits are the same.

/** Reflections in a block: columns of V and Y. */
const BLOCK = 32;
/** Bytes of a row of V or Y. */
const ROW = BLOCK << 2;
/** Rows of V and C that are summed before they join the tile: they stay in the first cache. */
const DEPTH = 128;
/** Columns of C that are updated at once, and their bytes. */
const WIDTH = 8;
const TILE_ROW = WIDTH << 2;

/** Xᵀ·C, [BLOCK, WIDTH]. */
const tile = memory.data(BLOCK * WIDTH * 4, 16);
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

/** C −= Z·(Xᵀ·C) for the columns from `j` to `n`, in rows from p on. */
function apply(
  rows: i32, p: i32, width: i32, x: usize, z: usize, c: usize, ld: i32, j: i32, n: i32,
): void {
  width = (width + 3) & ~3;
  x += p * ROW;
  z += p * ROW;
  c += p * ld;
  rows -= p;
  for (; j < n; j += WIDTH) {
    const columns = c + (j << 2);
    collect(rows, width, x, columns, ld);
    subtract(rows, width, z, columns, ld);
  }
}

/** tile = Xᵀ·C */
function collect(rows: i32, width: i32, x: usize, c: usize, ld: i32): void {
  memory.fill(tile, 0, BLOCK * TILE_ROW);
  for (let i = 0; i < rows; i += DEPTH) {
    const end = x + min(rows - i, DEPTH) * ROW;
    for (let p = 0; p < width; p += 4) {
      let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
      let row = c;
      const first = p << 2;
      for (let at = x; at < end; at += ROW) {
        const b0 = v128.load(row), b1 = v128.load(row, 16);
        let a = v128.load32_splat(at + first);
        c00 = f32x4.add(c00, f32x4.mul(a, b0));
        c01 = f32x4.add(c01, f32x4.mul(a, b1));
        a = v128.load32_splat(at + first, 4);
        c10 = f32x4.add(c10, f32x4.mul(a, b0));
        c11 = f32x4.add(c11, f32x4.mul(a, b1));
        a = v128.load32_splat(at + first, 8);
        c20 = f32x4.add(c20, f32x4.mul(a, b0));
        c21 = f32x4.add(c21, f32x4.mul(a, b1));
        a = v128.load32_splat(at + first, 12);
        c30 = f32x4.add(c30, f32x4.mul(a, b0));
        c31 = f32x4.add(c31, f32x4.mul(a, b1));
        row += ld;
      }
      const to = tile + p * TILE_ROW;
      addTo(to, c00, c01);
      addTo(to + TILE_ROW, c10, c11);
      addTo(to + 2 * TILE_ROW, c20, c21);
      addTo(to + 3 * TILE_ROW, c30, c31);
    }
    x = end;
    c += DEPTH * ld;
  }
}

/** C −= Z·tile */
function subtract(rows: i32, width: i32, z: usize, c: usize, ld: i32): void {
  const end = tile + width * TILE_ROW;
  for (let i = 0; i < rows; i += 4) {
    let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
    let at = z;
    for (let row = tile; row < end; row += TILE_ROW) {
      const b0 = v128.load(row), b1 = v128.load(row, 16);
      let a = v128.load32_splat(at);
      c00 = f32x4.add(c00, f32x4.mul(a, b0));
      c01 = f32x4.add(c01, f32x4.mul(a, b1));
      a = v128.load32_splat(at, ROW);
      c10 = f32x4.add(c10, f32x4.mul(a, b0));
      c11 = f32x4.add(c11, f32x4.mul(a, b1));
      a = v128.load32_splat(at, 2 * ROW);
      c20 = f32x4.add(c20, f32x4.mul(a, b0));
      c21 = f32x4.add(c21, f32x4.mul(a, b1));
      a = v128.load32_splat(at, 3 * ROW);
      c30 = f32x4.add(c30, f32x4.mul(a, b0));
      c31 = f32x4.add(c31, f32x4.mul(a, b1));
      at += 4;
    }
    subtractFrom(c, c00, c01);
    subtractFrom(c + ld, c10, c11);
    subtractFrom(c + 2 * ld, c20, c21);
    subtractFrom(c + 3 * ld, c30, c31);
    z += 4 * ROW;
    c += 4 * ld;
  }
}

// @ts-ignore: decorator
@inline
function addTo(at: usize, x0: v128, x1: v128): void {
  v128.store(at, f32x4.add(v128.load(at), x0));
  v128.store(at, f32x4.add(v128.load(at, 16), x1), 16);
}

// @ts-ignore: decorator
@inline
function subtractFrom(at: usize, x0: v128, x1: v128): void {
  v128.store(at, f32x4.sub(v128.load(at), x0));
  v128.store(at, f32x4.sub(v128.load(at, 16), x1), 16);
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

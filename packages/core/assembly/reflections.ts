// Blocks of Householder reflections, applied to other columns. Contract: src/kernels/qr.

/** Reflections in a block: columns of X and Z. */
export const BLOCK: i32 = 32;
/** Bytes of a row of X or Z. */
export const ROW: i32 = BLOCK << 2;
/** Rows of X and C that are summed before they join the tile: they stay in the first cache. */
const DEPTH = 128;
/** Columns of C that are updated at once, and their bytes. */
const WIDTH = 8;
const TILE_ROW = WIDTH << 2;

/** Xᵀ·C, [BLOCK, WIDTH]. */
const tile = memory.data(BLOCK * WIDTH * 4, 16);

/** C −= Z·(Xᵀ·C) for the columns from `j` to `n`, in rows from p on. */
export function apply(
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

import { BLOCK, paddedColumns, paddedRows, type Qr } from "./qr.ts";

const { fround } = Math;
/** Rows of V and C that are summed before they join the tile. */
const DEPTH = 128;
/** Columns of C that are updated at once. */
const WIDTH = 8;

/** Xᵀ·C, [BLOCK, WIDTH]. */
const tile = new Float32Array(BLOCK * WIDTH);
/** One for each column of V. */
const sums = new Float64Array(BLOCK);

/** Step by step what assembly/qr.ts does, with the same bits. */
export function qrJs(heap: Float32Array): Qr {
  return {
    qr(m, n, a, q, r, work) {
      const k = Math.min(m, n);
      const rows = paddedRows(m);
      const ld = paddedColumns(n);
      const block = rows * BLOCK;
      const x = work;
      const v = x + rows * ld;
      const y = v + Math.ceil(k / BLOCK) * block;

      heap.fill(0, x, x + rows * ld);
      for (let i = 0; i < m; i++) heap.copyWithin(x + i * ld, a + i * n, a + i * n + n);

      let at = 0;
      for (let p = 0; p < k; p += BLOCK, at += block) {
        const width = Math.min(k - p, BLOCK);
        factor(heap, rows, p, width, x, ld, v + at, y + at);
        apply(heap, rows, p, width, y + at, v + at, x, ld, p + width, n);
      }

      for (let i = 0; i < k; i++) {
        heap.fill(0, r + i * n, r + i * n + i);
        heap.copyWithin(r + i * n + i, x + i * ld + i, x + i * ld + n);
      }

      heap.fill(0, x, x + rows * ld);
      for (let i = 0; i < k; i++) {
        const row = r + i * n + i;
        const negative = heap[row] < 0;
        heap[x + i * ld + i] = negative ? -1 : 1;
        if (negative) for (let j = row; j < row + n - i; j++) heap[j] = 0 - heap[j];
      }
      for (let p = (Math.ceil(k / BLOCK) - 1) * BLOCK; p >= 0; p -= BLOCK) {
        at -= block;
        apply(heap, rows, p, Math.min(k - p, BLOCK), v + at, y + at, x, ld, p, k);
      }
      for (let i = 0; i < m; i++) heap.copyWithin(q + i * k, x + i * ld, x + i * ld + k);
    },
  };
}

/** Columns p … p + width of X become those of R, with V and Y of their reflections. */
function factor(
  heap: Float32Array,
  rows: number,
  p: number,
  width: number,
  x: number,
  ld: number,
  v: number,
  y: number,
): void {
  heap.fill(0, v, v + rows * BLOCK);
  heap.fill(0, y, y + rows * BLOCK);
  for (let i = p; i < rows; i++) {
    heap.copyWithin(v + i * BLOCK, x + i * ld + p, x + i * ld + p + width);
  }
  const end = v + rows * BLOCK;
  for (let c = 0; c < width; c++) {
    const diagonal = v + (p + c) * BLOCK;
    const head = diagonal + c;

    let squares = 0;
    for (let at = head + BLOCK; at < end; at += BLOCK) squares += heap[at] * heap[at];
    const first = heap[head];
    const norm = Math.sqrt(first * first + squares);
    const beta = first < 0 ? norm : 0 - norm;
    const scale = norm === 0 ? 0 : 1 / (first - beta);
    for (let at = head + BLOCK; at < end; at += BLOCK) heap[at] *= scale;
    heap[head] = 1;

    sums.fill(0);
    for (let row = diagonal; row < end; row += BLOCK) {
      const value = heap[row + c];
      for (let j = 0; j < width; j++) sums[j] += value * heap[row + j];
    }
    const tau = norm === 0 ? 0 : 2 / sums[c];

    for (let at = v + p * BLOCK; at < end; at += BLOCK) {
      const row = y + (at - v);
      let even = 0;
      let odd = 0;
      for (let j = 0; j < c; j += 2) {
        even += heap[row + j] * sums[j];
        odd += heap[row + j + 1] * sums[j + 1];
      }
      heap[row + c] = tau * ((at < diagonal ? 0 : heap[at + c]) - (even + odd));
    }

    for (let j = c + 1; j < width; j++) sums[j] *= tau;
    for (let at = diagonal; at < end; at += BLOCK) {
      const value = heap[at + c];
      for (let j = c + 1; j < width; j++) heap[at + j] -= value * sums[j];
    }

    const done = x + (p + c) * ld + p;
    heap.copyWithin(done + c, head, head + width - c);
    heap[done + c] = beta;
    heap.fill(0, head, head + width - c);
    heap[head] = 1;
  }
}

/** C −= Z·(Xᵀ·C) for the columns from `j` to `n`, in rows from p on. */
function apply(
  heap: Float32Array,
  rows: number,
  p: number,
  width: number,
  x: number,
  z: number,
  c: number,
  ld: number,
  j: number,
  n: number,
): void {
  const whole = (width + 3) & ~3;
  for (let column = j; column < n; column += WIDTH) {
    collect(heap, rows - p, whole, x + p * BLOCK, c + p * ld + column, ld);
    subtract(heap, rows - p, whole, z + p * BLOCK, c + p * ld + column, ld);
  }
}

/** tile = Xᵀ·C, by 2×4 sums at once. */
function collect(
  heap: Float32Array,
  rows: number,
  width: number,
  x: number,
  c: number,
  ld: number,
): void {
  tile.fill(0);
  for (let i = 0; i < rows; i += DEPTH) {
    const depth = Math.min(rows - i, DEPTH);
    for (let p = 0; p < width; p += 2) {
      for (let j = 0; j < WIDTH; j += 4) {
        // biome-ignore format: the sums
        let c00 = fround(0), c01 = c00, c02 = c00, c03 = c00, c10 = c00, c11 = c00, c12 = c00, c13 = c00;
        let row = c + i * ld + j;
        let at = x + i * BLOCK + p;
        for (let d = 0; d < depth; d++) {
          const a0 = heap[at];
          const a1 = heap[at + 1];
          let b = heap[row];
          c00 = fround(c00 + fround(a0 * b));
          c10 = fround(c10 + fround(a1 * b));
          b = heap[row + 1];
          c01 = fround(c01 + fround(a0 * b));
          c11 = fround(c11 + fround(a1 * b));
          b = heap[row + 2];
          c02 = fround(c02 + fround(a0 * b));
          c12 = fround(c12 + fround(a1 * b));
          b = heap[row + 3];
          c03 = fround(c03 + fround(a0 * b));
          c13 = fround(c13 + fround(a1 * b));
          row += ld;
          at += BLOCK;
        }
        const to = p * WIDTH + j;
        tile[to] += c00;
        tile[to + 1] += c01;
        tile[to + 2] += c02;
        tile[to + 3] += c03;
        tile[to + WIDTH] += c10;
        tile[to + WIDTH + 1] += c11;
        tile[to + WIDTH + 2] += c12;
        tile[to + WIDTH + 3] += c13;
      }
    }
  }
}

/** C −= Z·tile, by 2×4 sums at once. */
function subtract(
  heap: Float32Array,
  rows: number,
  width: number,
  z: number,
  c: number,
  ld: number,
): void {
  for (let i = 0; i < rows; i += 2) {
    for (let j = 0; j < WIDTH; j += 4) {
      // biome-ignore format: the sums
      let c00 = fround(0), c01 = c00, c02 = c00, c03 = c00, c10 = c00, c11 = c00, c12 = c00, c13 = c00;
      const at = z + i * BLOCK;
      let row = j;
      for (let p = 0; p < width; p++) {
        const a0 = heap[at + p];
        const a1 = heap[at + BLOCK + p];
        let b = tile[row];
        c00 = fround(c00 + fround(a0 * b));
        c10 = fround(c10 + fround(a1 * b));
        b = tile[row + 1];
        c01 = fround(c01 + fround(a0 * b));
        c11 = fround(c11 + fround(a1 * b));
        b = tile[row + 2];
        c02 = fround(c02 + fround(a0 * b));
        c12 = fround(c12 + fround(a1 * b));
        b = tile[row + 3];
        c03 = fround(c03 + fround(a0 * b));
        c13 = fround(c13 + fround(a1 * b));
        row += WIDTH;
      }
      const to = c + i * ld + j;
      heap[to] -= c00;
      heap[to + 1] -= c01;
      heap[to + 2] -= c02;
      heap[to + 3] -= c03;
      heap[to + ld] -= c10;
      heap[to + ld + 1] -= c11;
      heap[to + ld + 2] -= c12;
      heap[to + ld + 3] -= c13;
    }
  }
}

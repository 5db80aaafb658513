import { apply } from "./apply.ts";
import { BLOCK, paddedColumns, paddedRows, type Qr } from "./qr.ts";

/** One for each column of V. */
const sums = new Float64Array(BLOCK);

/** Step by step what assembly/qr.ts does, and assembly/reflections.ts, with the same bits. */
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

import type { Qr } from "./qr.ts";

export function qrReference(heap: Float64Array): Qr {
  return {
    qr(m, n, a, q, r) {
      const k = Math.min(m, n);
      const x = heap.slice(a, a + m * n);
      const basis = new Float64Array(m * k);
      for (let i = 0; i < k; i++) basis[i * k + i] = 1;
      const reflections: Float64Array[] = [];
      for (let j = 0; j < k; j++) {
        const v = Float64Array.from({ length: m }, (_, i) => (i < j ? 0 : x[i * n + j]));
        const norm = Math.sqrt(dot(v, v));
        v[j] += v[j] < 0 ? -norm : norm;
        reflect(v, x, n);
        reflections.push(v);
      }
      for (const v of reflections.reverse()) reflect(v, basis, k);
      for (let i = 0; i < k; i++) {
        const sign = x[i * n + i] < 0 ? -1 : 1;
        for (let j = 0; j < n; j++) heap[r + i * n + j] = j < i ? 0 : sign * x[i * n + j];
        for (let j = 0; j < m; j++) heap[q + j * k + i] = sign * basis[j * k + i];
      }
    },
  };
}

/** X − v·(2/vᵀv)·vᵀX, in place; X has `columns` columns. */
function reflect(v: Float64Array, x: Float64Array, columns: number): void {
  const squares = dot(v, v);
  if (squares === 0) return;
  for (let j = 0; j < columns; j++) {
    let sum = 0;
    for (let i = 0; i < v.length; i++) sum += v[i] * x[i * columns + j];
    for (let i = 0; i < v.length; i++) x[i * columns + j] -= (2 / squares) * v[i] * sum;
  }
}

function dot(x: Float64Array, y: Float64Array): number {
  return x.reduce((sum, value, i) => sum + value * y[i], 0);
}

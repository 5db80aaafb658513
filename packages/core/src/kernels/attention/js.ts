import { GemmMode } from "../gemm/gemm.ts";
import { gemmJs } from "../gemm/js.ts";
import { exp } from "../math.ts";
import type { Attention } from "./attention.ts";

const { store } = GemmMode;

export function attentionJs(heap: Float32Array): Attention {
  const { gemmNN, gemmNT, gemmTN } = gemmJs(heap);
  return {
    attention(
      batch,
      heads,
      queries,
      keys,
      dim,
      valueDim,
      scale,
      q,
      k,
      v,
      mask,
      causal,
      drop,
      p,
      out,
      kept,
    ) {
      // biome-ignore format: one operand after another
      const row = heads * dim;
      const valueRow = heads * valueDim;
      for (let b = 0; b < batch; b++) {
        for (let h = 0; h < heads; h++) {
          const qh = q + b * queries * row + h * dim;
          const kh = k + b * keys * row + h * dim;
          const vh = v + b * keys * valueRow + h * valueDim;
          const outh = out + b * queries * valueRow + h * valueDim;
          const ph = p + (b * heads + h) * queries * keys;
          gemmNT(queries, keys, dim, qh, row, kh, row, ph, keys, 0, store);
          for (let i = 0; i < queries; i++) {
            const seen = causal ? Math.min(i + 1, keys) : keys;
            softmax(heap, ph + i * keys, seen, keys, scale, mask && mask + b * keys);
          }
          let seen = ph;
          if (drop) {
            seen = kept;
            multiply(heap, queries * keys, ph, drop + ph - p, kept);
          }
          gemmNN(queries, valueDim, keys, seen, keys, vh, valueRow, outh, valueRow, 0, store);
        }
      }
    },
    attentionBackward(
      batch,
      heads,
      queries,
      keys,
      dim,
      valueDim,
      scale,
      q,
      k,
      v,
      p,
      drop,
      dout,
      dq,
      dk,
      dv,
      ds,
    ) {
      // biome-ignore format: one operand after another
      const row = heads * dim;
      const valueRow = heads * valueDim;
      for (let b = 0; b < batch; b++) {
        for (let h = 0; h < heads; h++) {
          const ofQ = b * queries * row + h * dim;
          const ofK = b * keys * row + h * dim;
          const ofV = b * keys * valueRow + h * valueDim;
          const douth = dout + b * queries * valueRow + h * valueDim;
          const ph = p + (b * heads + h) * queries * keys;
          let seen = ph;
          if (drop) {
            seen = ds;
            multiply(heap, queries * keys, ph, drop + ph - p, ds);
          }
          gemmTN(
            keys, valueDim, queries, seen, keys, douth, valueRow, dv + ofV, valueRow, 0, store,
          ); // biome-ignore format: one operand after another
          gemmNT(
            queries, keys, valueDim, douth, valueRow, v + ofV, valueRow, ds, keys, 0, store,
          ); // biome-ignore format: one operand after another
          if (drop) multiply(heap, queries * keys, ds, drop + ph - p, ds);
          slope(heap, queries, keys, scale, ph, ds);
          gemmNN(queries, dim, keys, ds, keys, k + ofK, row, dq + ofQ, row, 0, store);
          gemmTN(keys, dim, queries, ds, keys, q + ofQ, row, dk + ofK, row, 0, store);
        }
      }
    },
  };
}

/** The softmax of scale·s over the first `seen` of `length` scores whose mask is not 0; 0 elsewhere. */
function softmax(
  heap: Float32Array,
  s: number,
  seen: number,
  length: number,
  scale: number,
  mask: number,
): void {
  let max = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < seen; j++) {
    const score =
      mask !== 0 && heap[mask + j] === 0 ? Number.NEGATIVE_INFINITY : scale * heap[s + j];
    heap[s + j] = score;
    max = Math.max(max, score);
  }
  if (max === Number.NEGATIVE_INFINITY) seen = 0;
  let sum = 0;
  for (let j = 0; j < seen; j++) {
    const power = exp(heap[s + j] - max);
    sum += power;
    heap[s + j] = power;
  }
  for (let j = 0; j < seen; j++) heap[s + j] /= sum;
  heap.fill(0, s + seen, s + length);
}

/** out = a ∘ b */
function multiply(heap: Float32Array, n: number, a: number, b: number, out: number): void {
  for (let i = 0; i < n; i++) heap[out + i] = heap[a + i] * heap[b + i];
}

/** dp ← scale·p·(dp − Σ dp·p), row by row. */
function slope(
  heap: Float32Array,
  rows: number,
  columns: number,
  scale: number,
  p: number,
  dp: number,
): void {
  for (let i = 0; i < rows; i++, p += columns, dp += columns) {
    let dot = 0;
    for (let j = 0; j < columns; j++) dot += heap[dp + j] * heap[p + j];
    for (let j = 0; j < columns; j++) heap[dp + j] = scale * heap[p + j] * (heap[dp + j] - dot);
  }
}

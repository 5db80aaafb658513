import type { Attention } from "./attention.ts";

export function attentionReference(heap: Float64Array): Attention {
  /** Calls `head` with where q (and dq), k (and dk), v (and dv), out (and dout) and p of each head begin. */
  const forEach = (
    [batch, heads, queries, keys, dim, valueDim]: readonly [
      number, number, number, number, number, number,
    ], // biome-ignore format: one line
    head: (sample: number, q: number, k: number, v: number, out: number, p: number) => void,
  ): void => {
    for (let b = 0; b < batch; b++) {
      for (let h = 0; h < heads; h++) {
        head(
          b,
          b * queries * heads * dim + h * dim,
          b * keys * heads * dim + h * dim,
          b * keys * heads * valueDim + h * valueDim,
          b * queries * heads * valueDim + h * valueDim,
          (b * heads + h) * queries * keys,
        );
      }
    }
  };
  const factor = (drop: number, at: number): number => (drop ? heap[drop + at] : 1);
  const sum = (count: number, term: (i: number) => number): number => {
    let total = 0;
    for (let i = 0; i < count; i++) total += term(i);
    return total;
  };
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
    ) {
      // biome-ignore format: one operand after another
      const [row, valueRow] = [heads * dim, heads * valueDim];
      forEach([batch, heads, queries, keys, dim, valueDim], (b, qAt, kAt, vAt, outAt, pAt) => {
        for (let i = 0; i < queries; i++) {
          const isSeen = (j: number): boolean =>
            !(causal && j > i) && !(mask && heap[mask + b * keys + j] === 0);
          const scores = Array.from({ length: keys }, (_, j) =>
            isSeen(j)
              ? scale * sum(dim, (c) => heap[q + qAt + i * row + c] * heap[k + kAt + j * row + c])
              : Number.NEGATIVE_INFINITY,
          );
          const max = Math.max(...scores);
          const none = max === Number.NEGATIVE_INFINITY;
          const powers = scores.map((score) => (none ? 0 : Math.exp(score - max)));
          const total = none ? 1 : powers.reduce((a, b) => a + b, 0);
          for (let j = 0; j < keys; j++) heap[p + pAt + i * keys + j] = powers[j] / total;
          for (let c = 0; c < valueDim; c++) {
            heap[out + outAt + i * valueRow + c] = sum(
              keys,
              (j) =>
                heap[p + pAt + i * keys + j] *
                factor(drop, pAt + i * keys + j) *
                heap[v + vAt + j * valueRow + c],
            );
          }
        }
      });
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
    ) {
      // biome-ignore format: one operand after another
      const [row, valueRow] = [heads * dim, heads * valueDim];
      forEach([batch, heads, queries, keys, dim, valueDim], (_, qAt, kAt, vAt, outAt, pAt) => {
        const pOf = (i: number, j: number): number => heap[p + pAt + i * keys + j];
        const dp = (i: number, j: number): number =>
          factor(drop, pAt + i * keys + j) *
          sum(
            valueDim,
            (c) => heap[dout + outAt + i * valueRow + c] * heap[v + vAt + j * valueRow + c],
          );
        const ds = Array.from({ length: queries }, (_, i) => {
          const dot = sum(keys, (j) => dp(i, j) * pOf(i, j));
          return Array.from({ length: keys }, (_, j) => scale * pOf(i, j) * (dp(i, j) - dot));
        });
        for (let c = 0; c < dim; c++) {
          for (let i = 0; i < queries; i++) {
            heap[dq + qAt + i * row + c] = sum(keys, (j) => ds[i][j] * heap[k + kAt + j * row + c]);
          }
          for (let j = 0; j < keys; j++) {
            heap[dk + kAt + j * row + c] = sum(
              queries,
              (i) => ds[i][j] * heap[q + qAt + i * row + c],
            );
          }
        }
        for (let j = 0; j < keys; j++) {
          for (let c = 0; c < valueDim; c++) {
            heap[dv + vAt + j * valueRow + c] = sum(
              queries,
              (i) =>
                pOf(i, j) *
                factor(drop, pAt + i * keys + j) *
                heap[dout + outAt + i * valueRow + c],
            );
          }
        }
      });
    },
  };
}

import { LEAST_LENGTH, type RowLoss } from "./row-loss.ts";

export function rowLossReference(heap: Float64Array): RowLoss {
  /** The mean of a term for each row, which comes with its slopes. */
  const mean =
    (
      pair: (y: Float64Array, t: Float64Array) => readonly [term: number, slopes: Float64Array],
    ): RowLoss["cosineSimilarity"] =>
    (rows, columns, y, t, dy, loss, weight) => {
      let sum = 0;
      for (let i = 0; i < rows; i++) {
        const from = i * columns;
        const row = (at: number) => heap.slice(at + from, at + from + columns);
        const [term, slopes] = pair(row(y), row(t));
        sum += term;
        if (dy) {
          heap.set(
            slopes.map((slope) => (weight * slope) / rows),
            dy + from,
          );
        }
      }
      heap[loss] = (weight * sum) / rows;
    };

  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, j) => sum + x * b[j], 0);

  return {
    cosineSimilarity: mean((y, t) => {
      const [ny, nt] = [Math.sqrt(dot(y, y)), Math.sqrt(dot(t, t))];
      if (ny < LEAST_LENGTH || nt < LEAST_LENGTH) return [0, y.map(() => 0)];
      const cosine = dot(y, t) / (ny * nt);
      return [-cosine, y.map((value, j) => ((cosine * value) / ny - t[j] / nt) / ny)];
    }),
    categoricalHinge: mean((y, t) => {
      const rest = y.map((value, j) => (1 - t[j]) * value);
      const wrong = Math.max(...rest);
      const miss = 1 + wrong - dot(y, t);
      const at = rest.indexOf(wrong);
      const slopes = y.map((_, j) => (j === at ? 1 - t[j] : 0) - t[j]);
      return [Math.max(miss, 0), miss > 0 ? slopes : y.map(() => 0)];
    }),
  };
}

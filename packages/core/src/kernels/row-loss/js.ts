import { LEAST_LENGTH, type RowLoss } from "./row-loss.ts";

export function rowLossJs(heap: Float32Array): RowLoss {
  return {
    cosineSimilarity(rows, columns, y, t, dy, loss, weight) {
      const share = weight / rows;
      let sum = 0;
      for (let i = 0; i < rows; i++, y += columns, t += columns) {
        let dot = 0;
        let yy = 0;
        let tt = 0;
        for (let j = 0; j < columns; j++) {
          const value = heap[y + j];
          const target = heap[t + j];
          dot += value * target;
          yy += value * value;
          tt += target * target;
        }
        const lengths = Math.sqrt(yy) * Math.sqrt(tt);
        const isFlat = Math.sqrt(yy) < LEAST_LENGTH || Math.sqrt(tt) < LEAST_LENGTH;
        const cosine = isFlat ? 0 : dot / lengths;
        sum -= cosine;
        if (dy) {
          const along = isFlat ? 0 : (share * cosine) / yy;
          const across = isFlat ? 0 : share / lengths;
          for (let j = 0; j < columns; j++) {
            heap[dy + j] = along * heap[y + j] - across * heap[t + j];
          }
          dy += columns;
        }
      }
      heap[loss] = sum * share;
    },

    categoricalHinge(rows, columns, y, t, dy, loss, weight) {
      const share = weight / rows;
      let sum = 0;
      for (let i = 0; i < rows; i++, y += columns, t += columns) {
        let right = 0;
        let wrong = Number.NEGATIVE_INFINITY;
        let at = 0;
        for (let j = 0; j < columns; j++) {
          const target = heap[t + j];
          const rest = (1 - target) * heap[y + j];
          right += target * heap[y + j];
          if (rest > wrong) [wrong, at] = [rest, j];
        }
        const miss = 1 + wrong - right;
        sum += Math.max(miss, 0);
        if (dy) {
          const scale = miss > 0 ? share : 0;
          for (let j = 0; j < columns; j++) heap[dy + j] = -scale * heap[t + j];
          if (columns > 0) heap[dy + at] += scale * (1 - heap[t + at]);
          dy += columns;
        }
      }
      heap[loss] = sum * share;
    },
  };
}

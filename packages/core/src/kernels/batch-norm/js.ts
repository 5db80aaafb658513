import type { BatchNorm } from "./batch-norm.ts";

export function batchNormJs(heap: Float32Array): BatchNorm {
  return {
    moments(rows, columns, x, mean, variance) {
      const end = rows * columns;
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let at = j; at < end; at += columns) sum += heap[x + at];
        const m = sum / rows;
        let squares = 0;
        for (let at = j; at < end; at += columns) {
          const d = heap[x + at] - m;
          squares += d * d;
        }
        heap[mean + j] = m;
        heap[variance + j] = squares / rows;
      }
    },
    batchNorm(rows, columns, x, y, mean, variance, gamma, beta, epsilon) {
      const end = rows * columns;
      for (let j = 0; j < columns; j++) {
        const scale = (gamma ? heap[gamma + j] : 1) / Math.sqrt(heap[variance + j] + epsilon);
        const m = heap[mean + j];
        const start = beta ? heap[beta + j] : 0;
        for (let at = j; at < end; at += columns) heap[y + at] = (heap[x + at] - m) * scale + start;
      }
    },
    batchNormBackward(
      rows,
      columns,
      x,
      dy,
      dx,
      mean,
      variance,
      gamma,
      dgamma,
      dbeta,
      _sums,
      epsilon,
    ) {
      // biome-ignore format: one line
      const end = rows * columns;
      for (let j = 0; j < columns; j++) {
        const inverse = 1 / Math.sqrt(heap[variance + j] + epsilon);
        const m = heap[mean + j];
        let shift = 0;
        let turn = 0;
        for (let at = j; at < end; at += columns) {
          shift += heap[dy + at];
          turn += heap[dy + at] * (heap[x + at] - m);
        }
        turn *= inverse;
        if (dbeta) heap[dbeta + j] += shift;
        if (dgamma) heap[dgamma + j] += turn;
        if (dx === 0) continue;
        const scale = (gamma ? heap[gamma + j] : 1) * inverse;
        const a = shift / rows;
        const b = (turn * inverse) / rows;
        for (let at = j; at < end; at += columns) {
          heap[dx + at] = scale * (heap[dy + at] - a - (heap[x + at] - m) * b);
        }
      }
    },
    blend(n, x, y, share) {
      for (let j = 0; j < n; j++) heap[y + j] += share * (heap[x + j] - heap[y + j]);
    },
  };
}

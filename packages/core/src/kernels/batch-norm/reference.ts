import type { BatchNorm } from "./batch-norm.ts";

export function batchNormReference(heap: Float64Array): BatchNorm {
  return {
    moments(rows, columns, x, mean, variance) {
      for (let j = 0; j < columns; j++) {
        let sum = 0;
        for (let i = 0; i < rows; i++) sum += heap[x + i * columns + j];
        const m = sum / rows;
        let squares = 0;
        for (let i = 0; i < rows; i++) squares += (heap[x + i * columns + j] - m) ** 2;
        heap[mean + j] = m;
        heap[variance + j] = squares / rows;
      }
    },
    batchNorm(rows, columns, x, y, mean, variance, gamma, beta, epsilon) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          const at = i * columns + j;
          const deviation = Math.sqrt(heap[variance + j] + epsilon);
          const normal = (heap[x + at] - heap[mean + j]) / deviation;
          heap[y + at] = (gamma ? heap[gamma + j] : 1) * normal + (beta ? heap[beta + j] : 0);
        }
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
      for (let j = 0; j < columns; j++) {
        const deviation = Math.sqrt(heap[variance + j] + epsilon);
        const normal = (i: number) => (heap[x + i * columns + j] - heap[mean + j]) / deviation;
        let [shift, turn] = [0, 0];
        for (let i = 0; i < rows; i++) {
          shift += heap[dy + i * columns + j];
          turn += heap[dy + i * columns + j] * normal(i);
        }
        if (dbeta) heap[dbeta + j] += shift;
        if (dgamma) heap[dgamma + j] += turn;
        const scale = (gamma ? heap[gamma + j] : 1) / deviation;
        for (let i = 0; dx && i < rows; i++) {
          const at = i * columns + j;
          heap[dx + at] = scale * (heap[dy + at] - shift / rows - (normal(i) * turn) / rows);
        }
      }
    },
    blend(n, x, y, share) {
      for (let j = 0; j < n; j++) heap[y + j] += share * (heap[x + j] - heap[y + j]);
    },
  };
}

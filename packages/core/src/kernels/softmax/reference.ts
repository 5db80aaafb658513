import type { Softmax } from "./softmax.ts";

export function softmaxReference(heap: Float64Array): Softmax {
  return {
    softmax(rows, columns, x, y) {
      for (let i = 0; i < rows; i++) {
        const row = heap.slice(x + i * columns, x + (i + 1) * columns);
        const powers = row.map((value) => Math.exp(value - Math.max(...row)));
        const sum = powers.reduce((a, b) => a + b, 0);
        for (let j = 0; j < columns; j++) heap[y + i * columns + j] = powers[j] / sum;
      }
    },
    softmaxBackward(rows, columns, y, dy, dx) {
      for (let i = 0; i < rows; i++) {
        const at = i * columns;
        let dot = 0;
        for (let j = at; j < at + columns; j++) dot += heap[dy + j] * heap[y + j];
        for (let j = at; j < at + columns; j++) heap[dx + j] = heap[y + j] * (heap[dy + j] - dot);
      }
    },
    logSoftmax(rows, columns, x, y) {
      for (let i = 0; i < rows; i++) {
        const row = heap.slice(x + i * columns, x + (i + 1) * columns);
        const max = Math.max(...row);
        const sum = row.reduce((total, value) => total + Math.exp(value - max), 0);
        for (let j = 0; j < columns; j++) heap[y + i * columns + j] = row[j] - max - Math.log(sum);
      }
    },
    logSoftmaxBackward(rows, columns, y, dy, dx) {
      for (let i = 0; i < rows; i++) {
        const at = i * columns;
        let sum = 0;
        for (let j = at; j < at + columns; j++) sum += heap[dy + j];
        for (let j = at; j < at + columns; j++) {
          heap[dx + j] = heap[dy + j] - Math.exp(heap[y + j]) * sum;
        }
      }
    },
  };
}

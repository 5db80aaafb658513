import { exp, log } from "../math.ts";
import type { Softmax } from "./softmax.ts";

export function softmaxJs(heap: Float32Array): Softmax {
  return {
    softmax(rows, columns, x, y) {
      for (let i = 0; i < rows; i++, x += columns, y += columns) {
        let max = Number.NEGATIVE_INFINITY;
        for (let j = 0; j < columns; j++) max = Math.max(max, heap[x + j]);
        let sum = 0;
        for (let j = 0; j < columns; j++) {
          const power = exp(heap[x + j] - max);
          sum += power;
          heap[y + j] = power;
        }
        const scale = 1 / sum;
        for (let j = 0; j < columns; j++) heap[y + j] *= scale;
      }
    },
    softmaxBackward(rows, columns, y, dy, dx) {
      for (let i = 0; i < rows; i++, y += columns, dy += columns, dx += columns) {
        let dot = 0;
        for (let j = 0; j < columns; j++) dot += heap[dy + j] * heap[y + j];
        for (let j = 0; j < columns; j++) heap[dx + j] = heap[y + j] * (heap[dy + j] - dot);
      }
    },
    logSoftmax(rows, columns, x, y) {
      for (let i = 0; i < rows; i++, x += columns, y += columns) {
        let max = Number.NEGATIVE_INFINITY;
        for (let j = 0; j < columns; j++) max = Math.max(max, heap[x + j]);
        let sum = 0;
        for (let j = 0; j < columns; j++) sum += exp(heap[x + j] - max);
        const shift = log(sum);
        for (let j = 0; j < columns; j++) heap[y + j] = heap[x + j] - max - shift;
      }
    },
    logSoftmaxBackward(rows, columns, y, dy, dx) {
      for (let i = 0; i < rows; i++, y += columns, dy += columns, dx += columns) {
        let sum = 0;
        for (let j = 0; j < columns; j++) sum += heap[dy + j];
        for (let j = 0; j < columns; j++) heap[dx + j] = heap[dy + j] - exp(heap[y + j]) * sum;
      }
    },
  };
}

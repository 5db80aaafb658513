import { exp, log } from "../math.ts";
import { type CrossEntropy, LEAST_PROBABILITY, MOST_PROBABILITY } from "./cross-entropy.ts";

export function crossEntropyJs(heap: Float32Array): CrossEntropy {
  const maxOf = (from: number, length: number): number => {
    let max = Number.NEGATIVE_INFINITY;
    for (let j = from; j < from + length; j++) max = Math.max(max, heap[j]);
    return max;
  };

  /** e^(z − max) into `dz`, unless that is 0; returns the sum. */
  const powers = (columns: number, z: number, max: number, dz: number): number => {
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      const power = exp(heap[z + j] - max);
      sum += power;
      if (dz) heap[dz + j] = power;
    }
    return sum;
  };

  /** The index of a row's class, or −1 for a label that is none. */
  const classOf = (label: number, columns: number): number =>
    label >= 0 && label < columns && label === Math.floor(label) ? label : -1;

  const clip = (p: number): number => Math.min(Math.max(p, LEAST_PROBABILITY), MOST_PROBABILITY);
  const isClipped = (p: number): boolean => p < LEAST_PROBABILITY || p > MOST_PROBABILITY;

  return {
    softmaxCrossEntropy(rows, columns, z, t, dz, loss, weight) {
      let total = 0;
      for (let i = 0; i < rows; i++, z += columns, t += columns) {
        const max = maxOf(z, columns);
        let mass = 0;
        let sum = 0;
        for (let j = 0; j < columns; j++) {
          const share = heap[t + j];
          mass += share;
          if (share !== 0) sum -= share * (heap[z + j] - max);
        }
        const norm = powers(columns, z, max, dz);
        total += sum + mass * log(norm);
        if (dz) {
          const scale = mass / norm;
          for (let j = 0; j < columns; j++) {
            heap[dz + j] = (weight * (heap[dz + j] * scale - heap[t + j])) / rows;
          }
          dz += columns;
        }
      }
      heap[loss] = (weight * total) / rows;
    },

    sparseSoftmaxCrossEntropy(rows, columns, z, labels, dz, loss, weight) {
      let total = 0;
      for (let i = 0; i < rows; i++, z += columns) {
        const label = classOf(heap[labels + i], columns);
        const max = maxOf(z, columns);
        const distance = label < 0 ? Number.NaN : max - heap[z + label];
        const norm = powers(columns, z, max, dz);
        total += distance + log(norm);
        if (dz) {
          const scale = weight / (norm * rows);
          for (let j = 0; j < columns; j++) heap[dz + j] *= scale;
          if (label >= 0) heap[dz + label] -= weight / rows;
          dz += columns;
        }
      }
      heap[loss] = (weight * total) / rows;
    },

    categoricalCrossEntropy(rows, columns, p, t, dp, loss, weight) {
      let total = 0;
      for (let i = 0; i < rows * columns; i++) {
        const value = heap[p + i];
        const share = heap[t + i];
        if (share !== 0) total -= share * log(clip(value));
        if (dp)
          heap[dp + i] = share === 0 || isClipped(value) ? 0 : (-weight * share) / (value * rows);
      }
      heap[loss] = (weight * total) / rows;
    },

    sparseCategoricalCrossEntropy(rows, columns, p, labels, dp, loss, weight) {
      let total = 0;
      for (let i = 0; i < rows; i++, p += columns) {
        const label = classOf(heap[labels + i], columns);
        const value = label < 0 ? Number.NaN : heap[p + label];
        total -= log(clip(value));
        if (dp) {
          heap.fill(0, dp, dp + columns);
          if (label >= 0 && !isClipped(value)) heap[dp + label] = -weight / (value * rows);
          dp += columns;
        }
      }
      heap[loss] = (weight * total) / rows;
    },
  };
}

import { type CrossEntropy, LEAST_PROBABILITY, MOST_PROBABILITY } from "./cross-entropy.ts";

export function crossEntropyReference(heap: Float64Array): CrossEntropy {
  /** Row i of t, given or from its label. */
  const given = (columns: number, t: number) => (i: number) =>
    heap.slice(t + i * columns, t + (i + 1) * columns);
  const oneHot = (columns: number, labels: number) => (i: number) => {
    const label = heap[labels + i];
    const known = Number.isInteger(label) && label >= 0 && label < columns;
    return new Float64Array(columns).map((_, j) => (known ? Number(j === label) : Number.NaN));
  };
  type Targets = ReturnType<typeof given>;

  const fromLogits = (
    rows: number,
    columns: number,
    z: number,
    targets: Targets,
    dz: number,
    loss: number,
    weight: number,
  ) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const t = targets(i);
      const row = heap.slice(z + i * columns, z + (i + 1) * columns);
      const max = Math.max(...row);
      const powers = row.map((value) => Math.exp(value - max));
      const total = powers.reduce((a, b) => a + b, 0);
      const mass = t.reduce((a, b) => a + b, 0);
      for (let j = 0; j < columns; j++) {
        sum += t[j] === 0 ? 0 : t[j] * (Math.log(total) + max - row[j]);
        if (dz) heap[dz + i * columns + j] = (weight * ((powers[j] / total) * mass - t[j])) / rows;
      }
      if (Number.isNaN(total)) sum = Number.NaN;
    }
    heap[loss] = (weight * sum) / rows;
  };

  const fromProbabilities = (
    rows: number,
    columns: number,
    p: number,
    targets: Targets,
    dp: number,
    loss: number,
    weight: number,
  ) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const t = targets(i);
      for (let j = 0; j < columns; j++) {
        const value = heap[p + i * columns + j];
        const clipped = Math.min(Math.max(value, LEAST_PROBABILITY), MOST_PROBABILITY);
        sum -= t[j] === 0 ? 0 : t[j] * Math.log(clipped);
        const isClipped = value < LEAST_PROBABILITY || value > MOST_PROBABILITY;
        if (dp)
          heap[dp + i * columns + j] =
            isClipped || t[j] === 0 ? 0 : (-weight * t[j]) / (value * rows);
      }
    }
    heap[loss] = (weight * sum) / rows;
  };

  return {
    softmaxCrossEntropy: (rows, columns, z, t, dz, loss, weight) =>
      fromLogits(rows, columns, z, given(columns, t), dz, loss, weight),
    sparseSoftmaxCrossEntropy: (rows, columns, z, labels, dz, loss, weight) =>
      fromLogits(rows, columns, z, oneHot(columns, labels), dz, loss, weight),
    categoricalCrossEntropy: (rows, columns, p, t, dp, loss, weight) =>
      fromProbabilities(rows, columns, p, given(columns, t), dp, loss, weight),
    sparseCategoricalCrossEntropy: (rows, columns, p, labels, dp, loss, weight) =>
      fromProbabilities(rows, columns, p, oneHot(columns, labels), dp, loss, weight),
  };
}

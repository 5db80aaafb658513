import { kernels, useKernels } from "@kindling/core";
import {
  type Clock,
  type Data,
  type Layer,
  type Loss,
  type LossName,
  type Optimizer,
  sequential,
} from "@kindling/nn";

/** Computes gradients and leaves the weights and the step alone, so that dropout keeps its masks. */
const standstill: Optimizer = {
  type: "standstill",
  config: { learningRate: 1 },
  slots: [],
  bind: ({ clock }) => {
    return () => {
      (clock as Clock).step = 0;
    };
  },
};

/**
 * Largest distance between the gradients of all parameters and central differences of the loss,
 * relative to the largest gradient, on the float64 reference kernels.
 *
 * Central differences err by h²/6·|L‴| + ε/h·|L|: about 1e-10 at h = 1e-5 for smooth nets of this
 * size, so 1e-6 leaves no room for a wrong term and enough for curvature.
 */
export function gradientError(net: {
  readonly inputShape: readonly number[];
  readonly layers: readonly Layer[];
  readonly loss: LossName | Loss;
  readonly x: Data;
  readonly y: Data;
}): number {
  const before = kernels().name;
  useKernels("reference");
  try {
    const { inputShape, layers, loss, x, y } = net;
    const model = sequential({ inputShape, layers, seed: 7 });
    model.compile({ optimizer: standstill, loss });
    for (const { value } of model.parameters) {
      // Zero biases hide wrong terms, and put relus on their kink.
      value.data.forEach((weight, i) => {
        value.data[i] = weight + 0.1 * Math.sin(i + 1);
      });
    }
    const lossAt = (): number => model.trainOnBatch(x, y).loss!;
    lossAt();
    const grads = model.parameters.map(({ grad }) => Float64Array.from(grad.data));
    const h = 1e-5;
    let worst = 0;
    let scale = 0;
    model.parameters.forEach(({ value }, index) => {
      for (let i = 0; i < value.size; i++) {
        const weight = value.data[i]!;
        value.data[i] = weight + h;
        const above = lossAt();
        value.data[i] = weight - h;
        const below = lossAt();
        value.data[i] = weight;
        const expected = (above - below) / (2 * h);
        worst = Math.max(worst, Math.abs(grads[index]![i]! - expected));
        scale = Math.max(scale, Math.abs(expected));
      }
    });
    return worst / scale;
  } finally {
    useKernels(before);
  }
}

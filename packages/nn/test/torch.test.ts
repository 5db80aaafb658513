import { kernels, useKernels } from "@kindling/core";
import {
  type Activation,
  adam,
  dense,
  type LossName,
  type Model,
  type Optimizer,
  sequential,
  sgd,
} from "@kindling/nn";
import { afterAll, describe, expect, it } from "vitest";
import golden from "./golden/torch.json" with { type: "json" };

const usual = kernels().name;
afterAll(() => useKernels(usual));

const wave = (count: number, salt: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + salt));

const x = new Float64Array(wave(15, 0.3));
const targets = wave(20, 0.9);
const softmax = (row: number[]): number[] => {
  const sum = row.reduce((total, value) => total + Math.exp(value), 0);
  return row.map((value) => Math.exp(value) / sum);
};
const y = {
  meanSquaredError: new Float64Array(targets),
  binaryCrossentropy: new Float64Array(targets.map((value) => (value + 1) / 2)),
  categoricalCrossentropy: new Float64Array(
    [0, 4, 8, 12, 16].flatMap((start) => softmax(targets.slice(start, start + 4))),
  ),
  sparseCategoricalCrossentropy: new Float64Array([0, 3, 1, 2, 3]),
} satisfies Partial<Record<LossName, Float64Array>>;
type Tried = keyof typeof y;
const optimizers: Record<string, () => Optimizer> = {
  sgd: () => sgd({ learningRate: 0.5 }),
  momentum: () => sgd({ learningRate: 0.1, momentum: 0.9 }),
  nesterov: () => sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true }),
  adam: () => adam({ learningRate: 0.05, epsilon: 1e-7 }),
};

/** The activation that each loss absorbs, so that both frameworks compute from logits. */
const LAST = {
  meanSquaredError: "linear",
  binaryCrossentropy: "sigmoid",
  categoricalCrossentropy: "softmax",
  sparseCategoricalCrossentropy: "softmax",
} satisfies Record<Tried, Activation>;

function make(activation: Activation, loss: Tried, optimizer: string): Model {
  const model = sequential({
    inputShape: [3],
    layers: [dense({ units: 6, activation }), dense({ units: 4, activation: LAST[loss] })],
  });
  model.parameters.forEach(({ value }, i) => {
    value.data.set(wave(value.size, i + 1));
  });
  model.compile({ optimizer: optimizers[optimizer]!(), loss });
  return model;
}

function distance(a: ArrayLike<number>, b: readonly number[]): number {
  const scale = Math.max(...b.map(Math.abs));
  return Math.max(...b.map((value, i) => Math.abs(a[i]! - value))) / scale;
}

// The reference kernels must agree to rounding in float64. In float32 every step adds errors of
// about √n·2⁻²⁴ relative to the largest entry, ten steps of a net this small stay below 1e-5.
describe.each([
  ["reference", 1e-12],
  ["wasm-simd", 1e-5],
  ["js", 1e-5],
] as const)("PyTorch and the %s kernels agree to %d", (set, tolerance) => {
  it.each(golden.map((entry) => [entry.activation, entry.loss, entry.optimizer, entry] as const))(
    "%s, %s, %s: losses, gradients and weights over ten steps",
    (_activation, _loss, _optimizer, entry) => {
      useKernels(set);
      const loss = entry.loss as Tried;
      const model = make(entry.activation as Activation, loss, entry.optimizer);
      const losses: number[] = [];
      for (let step = 0; step < entry.losses.length; step++) {
        losses.push(model.trainOnBatch(x, y[loss]).loss!);
        if (step > 0) continue;
        model.parameters.forEach(({ grad }, i) => {
          expect(distance(grad.data, entry.grads[i]!)).toBeLessThan(tolerance);
        });
      }
      expect(distance(losses, entry.losses)).toBeLessThan(tolerance);
      model.parameters.forEach(({ value }, i) => {
        expect(distance(value.data, entry.weights[i]!)).toBeLessThan(tolerance);
      });
    },
  );
});

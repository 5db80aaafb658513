import { kernels, useKernels } from "@kindling/core";
import {
  adadelta,
  adagrad,
  adam,
  adamax,
  adamW,
  type Callback,
  cosineDecay,
  dense,
  exponentialDecay,
  lion,
  type Model,
  muon,
  nadam,
  type Optimizer,
  oneCycle,
  piecewiseConstant,
  polynomialDecay,
  reduceOnPlateau,
  rmsprop,
  sequential,
  sgd,
  stepDecay,
} from "@kindling/nn";
import { afterAll, describe, expect, it } from "vitest";
import golden from "./golden/optimizers.json" with { type: "json" };

const usual = kernels().name;
afterAll(() => useKernels(usual));

const wave = (count: number, salt: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + salt));

// PyTorch's coupled weight_decay λ is the slope of λ/2·w².
const optimizers: Record<keyof typeof golden, Optimizer> = {
  sgd: sgd({ learningRate: 0.5 }),
  "sgd, momentum": sgd({ learningRate: 0.1, momentum: 0.9 }),
  "sgd, nesterov, l2": sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true, l2: 0.01 }),
  "sgd, clipValue": sgd({ learningRate: 0.5, clipValue: 0.05 }),
  "sgd, clipNorm": sgd({ learningRate: 0.5, clipNorm: 0.1 }),
  "sgd, momentum, globalClipNorm": sgd({ learningRate: 0.1, momentum: 0.9, globalClipNorm: 0.3 }),
  rmsprop: rmsprop({ learningRate: 0.01 }),
  "rmsprop, centered, momentum, l2": rmsprop({
    learningRate: 0.01,
    centered: true,
    momentum: 0.9,
    l2: 0.01,
  }),
  adagrad: adagrad({ learningRate: 0.1 }),
  "adagrad, l2, clip": adagrad({ learningRate: 0.1, l2: 0.01, globalClipNorm: 0.3 }),
  adadelta: adadelta(),
  "adadelta, l2": adadelta({ learningRate: 2, rho: 0.9, epsilon: 1e-4, l2: 0.01 }),
  adam: adam({ learningRate: 0.05 }),
  "adam, l2": adam({ learningRate: 0.05, l2: 0.01 }),
  "adam, amsgrad": adam({ learningRate: 0.05, beta1: 0.8, beta2: 0.7, amsgrad: true }),
  "adam, globalClipNorm": adam({ learningRate: 0.05, globalClipNorm: 0.1 }),
  adamW: adamW({ learningRate: 0.05, weightDecay: 0.3 }),
  "adamW, amsgrad, rules": adamW({
    learningRate: 0.05,
    weightDecay: 0.3,
    amsgrad: true,
    rules: [[/bias$/, { weightDecay: 0 }]],
  }),
  "adamW, cosine": adamW({
    learningRate: cosineDecay({ initial: 0.05, steps: 9, final: 0.001 }),
    weightDecay: 0.3,
  }),
  nadam: nadam({ learningRate: 0.05 }),
  "nadam, l2": nadam({ learningRate: 0.05, l2: 0.01 }),
  adamax: adamax({ learningRate: 0.05, epsilon: 1e-12 }),
  "adamax, l2": adamax({ learningRate: 0.05, epsilon: 1e-12, l2: 0.01 }),
  muon: muon({ learningRate: 0.05 }),
  lion: lion({ learningRate: 0.01 }),
  "lion, weightDecay": lion({ learningRate: 0.01, beta1: 0.8, beta2: 0.9, weightDecay: 0.3 }),
  "adamW, clipValue": adamW({ learningRate: 0.05, weightDecay: 0.3, clipValue: 0.05 }),
  "adamW, warm-up, cosine": adamW({
    learningRate: cosineDecay({ initial: 0.05, steps: 6, warmUp: 3, warmUpFrom: 0.005 }),
    weightDecay: 0.3,
  }),
  "sgd, plateau": sgd({ learningRate: 1.6 }),
  "sgd, step": sgd({ learningRate: stepDecay({ initial: 0.5, every: 3, factor: 0.5 }) }),
  "sgd, exponential": sgd({ learningRate: exponentialDecay({ initial: 0.5, factor: 0.8 }) }),
  "sgd, piecewise": sgd({
    learningRate: piecewiseConstant({ boundaries: [2, 5], rates: [0.5, 0.25, 0.125] }),
  }),
  "sgd, polynomial": sgd({ learningRate: polynomialDecay({ initial: 0.5, steps: 8, power: 2 }) }),
  "sgd, restarts": sgd({
    learningRate: cosineDecay({ initial: 0.5, steps: 2, final: 0.1, restarts: true, lengthen: 2 }),
  }),
  "sgd, one cycle": sgd({ learningRate: oneCycle({ peak: 0.5, steps: 10, warmUp: 0.4 }) }),
  "sgd, one cycle, linear": sgd({
    learningRate: oneCycle({ peak: 0.5, steps: 10, warmUp: 0.4, shape: "linear" }),
  }),
};

// An epoch without anything better is PyTorch's patience of 0.
const plateau = (): Callback =>
  reduceOnPlateau({ monitor: "loss", factor: 0.5, patience: 1, minDelta: 0.01, cooldown: 1 });

function make(optimizer: Optimizer): Model {
  const model = sequential({
    inputShape: [3],
    layers: [dense({ units: 6, activation: "tanh" }), dense({ units: 4 })],
  });
  for (const [i, { value }] of model.parameters.entries()) value.data.set(wave(value.size, i + 1));
  model.compile({ optimizer, loss: "meanSquaredError" });
  return model;
}

function distance(a: ArrayLike<number>, b: readonly number[]): number {
  const scale = Math.max(...b.map(Math.abs));
  return Math.max(...b.map((value, i) => Math.abs(a[i]! - value))) / scale;
}

const [x, y] = [new Float64Array(wave(15, 0.3)), new Float64Array(wave(20, 0.9))];

// The reference kernels agree to rounding in float64. Where PyTorch clips by a norm it divides by
// norm + 1e-6, and its Adamax adds ε elsewhere, so there to about 1e-6. In float32 ten steps of a
// net this small stay below 1e-5; Muon's iteration multiplies what rounding leaves in small singular
// values by up to 3.4⁵ = 485 of 2⁻²⁴ at each of ten steps of size 0.05: below 2e-4.
describe.each([
  ["reference", 1e-11],
  ["wasm-simd", 1e-5],
  ["js", 1e-5],
] as const)("PyTorch and the %s kernels agree to %d", (set, tolerance) => {
  it.each(Object.entries(golden))(
    "%s: losses and weights over ten steps",
    async (name, expected) => {
      useKernels(set);
      const clips = /clipNorm|clip$/i.test(name);
      const bound = name === "muon" && set !== "reference" ? 2e-4 : clips ? 1e-5 : tolerance;
      const model = make(optimizers[name as keyof typeof golden]);
      const callbacks = name === "sgd, plateau" ? [plateau()] : [];
      const { history } = await model.fit(x, y, {
        epochs: 10,
        batchSize: 5,
        shuffle: false,
        callbacks,
      });
      expect(distance(history.loss!, expected.losses)).toBeLessThan(bound);
      model.parameters.forEach(({ value }, i) => {
        expect(distance(value.data, expected.weights[i]!)).toBeLessThan(bound);
      });
    },
  );
});

import { tensor, zeros } from "@kindling/core";
import {
  adam,
  dense,
  dropout,
  type Loss,
  type Model,
  meanSquaredError,
  type Optimizer,
  sequential,
  sgd,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

/** L = y of a batch of one: its gradient is 1 wherever the weights are. */
const slope: Loss = {
  ...meanSquaredError(),
  bind: ({ y, dy, loss }) => {
    return () => {
      loss.data[0] = y.data[0]!;
      dy?.data.fill(1);
    };
  },
};

/** The net y = w·x + b from w = b = 0; at x = 1 both gradients of `slope` are 1. */
function lineNet(optimizer: Optimizer): { model: Model; step: (x?: number) => number[] } {
  const model = sequential({
    inputShape: [1],
    layers: [dense({ units: 1, kernelInitializer: "zeros", biasInitializer: "zeros" })],
  });
  model.compile({ optimizer, loss: slope });
  const step = (x = 1): number[] => {
    model.trainOnBatch([x], [0]);
    return model.parameters.map(({ value }) => value.data[0]!);
  };
  return { model, step };
}

/**
 * Adam's step at a constant gradient of 1 is η/(1 + ε): m̂ = v̂ = 1. The moments lie below 1 by
 * float32, a few roundings of 2⁻²⁴ each, and ε = 1e-7: below 1e-6 of η ≤ 1, so 5e-6 is room for
 * five steps.
 */
const ADAM_DIGITS = 5;

describe("the learning rate", () => {
  it("of the clock is what SGD follows, step by step", () => {
    const { model, step } = lineNet(sgd({ learningRate: 0.5 }));
    expect(step()).toEqual([-0.5, -0.5]);
    model.learningRate = 0.25;
    expect(step()).toEqual([-0.75, -0.75]);
    model.learningRate = 2;
    expect(step()).toEqual([-2.75, -2.75]);
  });

  it.each([
    // v = 1, 1½, 1¾; w ← w − η·v
    [false, [-0.5, -0.5 - 0.25 * 1.5, -0.875 - 2 * 1.75]],
    // the same v; w ← w − η·(1 + v/2)
    [true, [-0.5 * 1.5, -0.75 - 0.25 * 1.75, -1.1875 - 2 * 1.875]],
  ])("of the clock scales the velocity of momentum, nesterov %s", (nesterov, expected) => {
    const { model, step } = lineNet(sgd({ learningRate: 0.5, momentum: 0.5, nesterov }));
    const seen = [0.5, 0.25, 2].map((rate) => {
      model.learningRate = rate;
      return step()[0];
    });
    expect(seen).toEqual(expected);
  });

  it("of the clock is what Adam follows, step by step", () => {
    const { model, step } = lineNet(adam({ learningRate: 0.5 }));
    expect(step()[0]).toBeCloseTo(-0.5, ADAM_DIGITS);
    model.learningRate = 0.25;
    expect(step()[0]).toBeCloseTo(-0.75, ADAM_DIGITS);
    model.learningRate = 1;
    expect(step()[0]).toBeCloseTo(-1.75, ADAM_DIGITS);
  });

  it("is the optimizer's own again after compile", () => {
    const { model, step } = lineNet(sgd({ learningRate: 0.5 }));
    model.learningRate = 0.25;
    model.compile({ optimizer: sgd({ learningRate: 0.5 }), loss: slope });
    expect(model.learningRate).toBe(0.5);
    expect(step()).toEqual([-0.5, -0.5]);
  });
});

describe("Adam's bias correction", () => {
  it("starts anew with compile", () => {
    const { model, step } = lineNet(adam({ learningRate: 0.5 }));
    for (let i = 0; i < 5; i++) step();
    model.compile({ optimizer: adam({ learningRate: 0.25 }), loss: slope });
    expect(step()[0]).toBeCloseTo(-2.75, ADAM_DIGITS);
    expect(step()[0]).toBeCloseTo(-3, ADAM_DIGITS);
  });

  it("is that of the clock's step, wherever the clock is set", () => {
    const [w, m, v] = [zeros([1]), zeros([1]), zeros([1])];
    const clock = { step: 0, epoch: 0, batches: { step: 0 }, learningRate: 0.5 };
    const config = { beta1: 0.5, beta2: 0.75 };
    const operands = { w, g: tensor([1]), slots: [m, v], clock, buffer: zeros };
    const update = adam(config).bind(operands);
    const stepAt = (step: number): number => {
      for (const { data } of [w, m, v]) data[0] = 0;
      clock.step = step;
      update();
      return w.data[0]!;
    };
    // From m = v = 0: m = ½, v = ¼. At step 2: m̂ = ½/(1 − ¼), v̂ = ¼/(1 − 9/16), m̂/√v̂ = √7/3.
    const [first, second] = [-0.5, (-0.5 * Math.sqrt(7)) / 3];
    expect(stepAt(2)).toBeCloseTo(second, ADAM_DIGITS);
    expect(stepAt(1)).toBeCloseTo(first, ADAM_DIGITS);
    expect(stepAt(2)).toBeCloseTo(second, ADAM_DIGITS);
  });

  it("does not count a step that was refused", () => {
    const { step } = lineNet(adam({ learningRate: 1 }));
    step();
    step();
    // w = −2, and −2·3e38 is −∞ in float32.
    for (let i = 0; i < 3; i++) expect(() => step(3e38)).toThrow("expected finite outputs");
    expect(step()[0]).toBeCloseTo(-3, ADAM_DIGITS);
  });
});

describe("a step with a loss that is not finite", () => {
  it("leaves the training as if the batch had never been", () => {
    const make = (): Model => {
      const model = sequential({
        inputShape: [2],
        seed: 4,
        layers: [
          dense({ units: 8, activation: "relu" }),
          dropout({ rate: 0.25 }),
          dense({ units: 1 }),
        ],
      });
      model.compile({ optimizer: adam({ learningRate: 0.05 }), loss: "meanSquaredError" });
      return model;
    };
    const [model, twin] = [make(), make()];
    const x = [[1, 2], [-2, 1], [0.5, -1]]; // biome-ignore format: three samples
    const y = [1, -1, 0];
    for (let i = 0; i < 4; i++) {
      expect(model.trainOnBatch(x, y)).toEqual(twin.trainOnBatch(x, y));
      expect(() => model.trainOnBatch(x, [1e30, 0, 0])).toThrow("expected a finite loss");
      expect(model.toBytes()).toEqual(twin.toBytes());
    }
  });
});

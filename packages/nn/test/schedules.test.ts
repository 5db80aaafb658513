import {
  cosineDecay,
  dense,
  exponentialDecay,
  inverseTimeDecay,
  oneCycle,
  piecewiseConstant,
  polynomialDecay,
  type Schedule,
  sequential,
  sgd,
  stepDecay,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

function rates(schedule: Schedule, steps: readonly number[]): number[] {
  return steps.map((step) => schedule.at({ step, epoch: 0 }));
}

const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 12));

describe("a schedule", () => {
  it.each<[string, Schedule, readonly number[], readonly number[]]>([
    ["stepDecay", stepDecay({ initial: 1, every: 2, factor: 0.5 }), [0, 1, 2, 3, 4, 21], [1, 1, 0.5, 0.5, 0.25, 2 ** -10]],
    ["piecewiseConstant", piecewiseConstant({ boundaries: [1, 3], rates: [3, 2, 1] }), [0, 1, 2, 3, 99], [3, 2, 2, 1, 1]],
    ["exponentialDecay", exponentialDecay({ initial: 3, factor: 0.25, steps: 10 }), [0, 5, 10, 20], [3, 1.5, 0.75, 0.1875]],
    ["polynomialDecay", polynomialDecay({ initial: 3, steps: 10, final: 1, power: 2 }), [0, 5, 10, 11], [3, 1.5, 1, 1]],
    ["inverseTimeDecay", inverseTimeDecay({ initial: 6, steps: 2 }), [0, 1, 2, 4], [6, 4, 3, 2]],
    // 2 + ½·2·(1 + cos ⅓π) = 3½ and so on
    ["cosineDecay", cosineDecay({ initial: 4, steps: 3, final: 2 }), [0, 1, 2, 3, 4], [4, 3.5, 2.5, 2, 2]],
    ["warm-up", cosineDecay({ initial: 4, steps: 3, warmUp: 4, warmUpFrom: 2 }), [0, 1, 4, 5, 7], [2, 2.5, 4, 3, 0]],
    // Periods from 0, 2 and 6 on, of lengths 2, 4, 8, at 4, 2 and 1
    ["restarts", cosineDecay({ initial: 4, steps: 2, restarts: true, lengthen: 2, shrink: 0.5 }), [0, 1, 2, 4, 6, 10, 14], [4, 2, 2, 1, 1, 0.5, 0.5]],
    ["even restarts", cosineDecay({ initial: 4, steps: 2, restarts: true }), [0, 1, 2, 3, 2001], [4, 2, 4, 2, 2]],
    // Up to 2 in 4 steps from 0.5, down in 5 steps to 0.25
    ["oneCycle", oneCycle({ peak: 2, steps: 10, warmUp: 0.5, startDivisor: 4, finalDivisor: 2, shape: "linear" }), [0, 2, 4, 9, 12], [0.5, 1.25, 2, 0.25, 0.25]],
    ["oneCycle, cosine", oneCycle({ peak: 2, steps: 10, warmUp: 0.5, startDivisor: 4, finalDivisor: 2 }), [0, 2, 4, 9], [0.5, 1.25, 2, 0.25]],
  ])("follows its formula: %s", (_name, schedule, steps, expected) => {
    expect(rates(schedule, steps)).toEqual(close(expected));
  }); // biome-ignore format: one line a case

  it("may count epochs", () => {
    const schedule = stepDecay({ initial: 1, every: 1, factor: 0.5, per: "epoch" });
    expect(schedule.at({ step: 99, epoch: 2 })).toBe(0.25);
    expect(schedule.config).toEqual({ initial: 1, every: 1, factor: 0.5, per: "epoch" });
  });

  it("is made again from its configuration", () => {
    const schedule = cosineDecay({ initial: 4, steps: 3, warmUp: 4, per: "epoch" });
    const again = cosineDecay(JSON.parse(JSON.stringify(schedule.config)));
    expect(again.config).toEqual(schedule.config);
  });

  it("is what the model's learning rate is, epoch by epoch", async () => {
    const model = sequential({ inputShape: [1], layers: [dense({ units: 1 })] });
    const learningRate = stepDecay({ initial: 0.1, every: 1, factor: 0.5, per: "epoch" });
    model.compile({ optimizer: sgd({ learningRate }), loss: "meanSquaredError" });
    const seen: number[] = [];
    const callback = { onBatchBegin: () => void seen.push(model.learningRate) };
    await model.fit([1, 2], [1, 2], { batchSize: 1, epochs: 2, callbacks: [callback] });
    expect(seen).toEqual([0.1, 0.1, 0.05, 0.05]);
  });

  it.each([
    [() => stepDecay({ initial: 0, every: 1 }), "stepDecay: initial: expected a finite number above 0, got 0"],
    [() => stepDecay({ initial: 1 } as never), "stepDecay: every: expected a whole number, at least 1, got undefined"],
    [() => stepDecay({ initial: 1, every: 1, per: "batch" } as never), 'stepDecay: per: expected one of "step", "epoch", got "batch"'],
    [() => piecewiseConstant({ boundaries: [2, 1], rates: [1, 1, 1] }), "piecewiseConstant: boundaries[1]: expected a whole number, at least 3, got 1"],
    [() => piecewiseConstant({ boundaries: [2], rates: [1] }), "piecewiseConstant: rates: expected 2, one more than boundaries, got 1"],
    [() => oneCycle({ peak: 1, steps: 3, warmUp: 0.1 }), "oneCycle: warmUp·steps − 1: expected a finite number above 0, got"],
    [() => cosineDecay({ initial: 1, steps: 1, restarts: 1 } as never), "cosineDecay: restarts: expected true or false, got 1"],
    [() => sgd({ learningRate: { at: 1 } } as never), "sgd: learningRate: expected a finite number above 0"],
  ])("says what is wrong: %#", (make, message) => expect(make).toThrow(message)); // biome-ignore format: one line a case
});

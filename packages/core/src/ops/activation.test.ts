import { describe, expect, it } from "vitest";
import { createArena } from "../memory/arena.ts";
import { tensor, toNested, zeros } from "../tensor.ts";
import { type Activation, bindActivation, bindActivationBackward } from "./activation.ts";

/** f(x) and f′(x) by hand, at x = −1 and x = 2. */
const CASES: readonly [Activation, readonly number[], readonly number[]][] = [
  ["linear", [-1, 2], [1, 1]],
  ["relu", [0, 2], [0, 1]],
  ["leakyRelu", [-0.3, 2], [0.3, 1]],
  [{ name: "leakyRelu", negativeSlope: 0 }, [0, 2], [0, 1]],
  [{ name: "leakyRelu", negativeSlope: 0.5 }, [-0.5, 2], [0.5, 1]],
  ["sigmoid", [0.26894142, 0.88079708], [0.19661193, 0.10499359]],
  ["tanh", [-0.76159416, 0.96402758], [0.41997434, 0.07065082]],
];

const TOLERANCE = 1e-6; // several roundings to float32 of numbers up to 2

function expectClose(got: unknown, expected: readonly number[]): void {
  (got as number[]).forEach((value, i) => {
    expect(Math.abs(value - expected[i])).toBeLessThan(TOLERANCE);
  });
}

describe("activation", () => {
  it.each(CASES)("%j, forward and backward", (activation, values, slopes) => {
    const x = tensor([-1, 2]);
    const y = zeros([2]);
    const dx = zeros([2]);
    bindActivation({ y, x, activation })();
    expectClose(toNested(y), values);
    bindActivationBackward({ dx, y, dy: tensor([1, 1]), activation })();
    expectClose(toNested(dx), slopes);
  });

  it.each(CASES)("%j in place, in an arena", (activation, values, slopes) => {
    const arena = createArena();
    const y = arena.tensor([1, 2]);
    const dy = arena.tensor([1, 2]);
    y.data.set([-1, 2]);
    dy.data.fill(1);
    bindActivation({ y, x: y, activation })();
    bindActivationBackward({ dx: dy, y, dy, activation })();
    expectClose(Array.from(y.data), values);
    expectClose(Array.from(dy.data), slopes);
  });

  it("takes softmax over the last axis, of any view", () => {
    const x = tensor([
      [0, Math.log(3)],
      [0, 0],
    ]).transpose(1, 0);
    const y = zeros([2, 2]);
    bindActivation({ y, x, activation: "softmax" })();
    expectClose((toNested(y) as number[][]).flat(), [0.5, 0.5, 0.75, 0.25]);
    const dx = zeros([2, 2]);
    bindActivationBackward({
      dx,
      y,
      dy: tensor([
        [1, 0],
        [1, 0],
      ]),
      activation: "softmax",
    })();
    expectClose((toNested(dx) as number[][]).flat(), [0.25, -0.25, 0.1875, -0.1875]);
  });

  it("says what does not fit", () => {
    const x = zeros([2, 3]);
    const y = zeros([3, 2]);
    expect(() => bindActivation({ y, x, activation: "relu" })).toThrow(
      "relu: y: expected [2, 3], got [3, 2]",
    );
    expect(() => bindActivationBackward({ dx: y, y: x, dy: x, activation: "tanh" })).toThrow(
      "tanh: dx: expected [2, 3], got [3, 2]",
    );
    expect(() => bindActivation({ y: zeros([]), x: zeros([]), activation: "softmax" })).toThrow(
      "softmax: expected an axis to run over, got []",
    );
    const activation = { name: "leakyRelu", negativeSlope: -1 } as const;
    expect(() => bindActivation({ y: x, x, activation })).toThrow(
      "leakyRelu: negativeSlope: expected a finite number, 0 or more, got -1",
    );
    expect(() => bindActivation({ y: x, x, activation: "gelu" as "relu" })).toThrow(
      'activation: expected one of linear, relu, leakyRelu, sigmoid, tanh, softmax, got "gelu"',
    );
  });
});

import { describe, expect, it } from "vitest";
import golden from "../../test/golden/activations.json" with { type: "json" };
import { createArena } from "../memory/arena.ts";
import { reshape, tensor, toNested, zeros } from "../tensor.ts";
import {
  ACTIVATIONS,
  type Activation,
  activationReads,
  bindActivation,
  bindActivationBackward,
  resolveActivation,
} from "./activation.ts";
import * as activations from "./activations.ts";

/**
 * Several roundings to float32, relative to numbers from 1 on. How exact the tails are is the
 * kernels' contract; PyTorch's own cancel there.
 */
const TOLERANCE = 1e-6;

function expectClose(got: ArrayLike<number>, expected: readonly number[]): void {
  Array.from(got).forEach((value, i) => {
    const bound = TOLERANCE * Math.max(1, Math.abs(expected[i]));
    if (!(Math.abs(value - expected[i]) <= bound)) {
      expect.fail(`at ${i}: expected ${expected[i]}, got ${value}`);
    }
  });
}

it("has golden values of every activation but linear", () => {
  const tried = golden.map(({ activation: f }) => (typeof f === "string" ? f : f.name));
  expect(new Set(["linear", ...tried])).toEqual(new Set(Object.keys(ACTIVATIONS)));
});

describe("activation", () => {
  it.each(golden)("$activation is that of PyTorch, forward and backward", (values) => {
    const activation = values.activation as Activation;
    const { shape = [values.x.length], dy: slopes = values.x.map(() => 1) } = values;
    const x = reshape(tensor(values.x), shape);
    const [y, dx, dy] = [zeros(shape), zeros(shape), reshape(tensor(slopes), shape)];
    bindActivation({ y, x, activation })();
    expectClose(y.data, values.y);
    bindActivationBackward({ dx, x, y, dy, activation })();
    expectClose(dx.data, values.slope);
  });

  it.each(golden)("$activation works in place, in an arena", (values) => {
    const activation = values.activation as Activation;
    const arena = createArena();
    const { shape = [1, values.x.length], dy: slopes = values.x.map(() => 1) } = values;
    const [x, y, dy] = [0, 1, 2].map(() => arena.tensor(shape));
    for (const at of [x, y]) at.data.set(values.x);
    dy.data.set(slopes);
    bindActivation({ y, x: y, activation })();
    expectClose(Array.from(y.data), values.y);
    const reads = activationReads(activation) === "y" ? { y } : { x };
    bindActivationBackward({ dx: dy, ...reads, dy, activation })();
    expectClose(Array.from(dy.data), values.slope);
  });

  it("takes values for names, which JSON turns into names again", () => {
    const named = Object.keys(ACTIVATIONS).map((name) => `${name}Activation`);
    expect(Object.keys(activations).sort()).toEqual(named.sort());
    const slope = { negativeSlope: 0.5 };
    for (const [value, name] of [
      [activations.softmaxActivation(), "softmax"],
      [activations.leakyReluActivation(), "leakyRelu"],
      [activations.leakyReluActivation(slope), { name: "leakyRelu", ...slope }],
    ] as const) {
      expect(resolveActivation(value)).toBe(value);
      expect(JSON.parse(JSON.stringify(value))).toEqual(name);
      const [x, y, expected] = [tensor([-1, 2]), zeros([2]), zeros([2])];
      bindActivation({ y, x, activation: value })();
      bindActivation({ y: expected, x, activation: name })();
      expect(toNested(y)).toEqual(toNested(expected));
    }
  });

  it("leaves linear as it is", () => {
    const y = zeros([2]);
    bindActivation({ y, x: tensor([-1, 2]), activation: "linear" })();
    bindActivation({ y, x: y, activation: "linear" })();
    expect(toNested(y)).toEqual([-1, 2]);
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
    expect(() => bindActivationBackward({ dx: x, y: x, dy: x, activation: "gelu" })).toThrow(
      "gelu: x: expected the tensor that its backward pass reads, got none",
    );
    expect(() => bindActivation({ y: x, x, activation: { name: "elu", alpha: 0 } })).toThrow(
      "elu: alpha: expected a finite number, above 0, got 0",
    );
    expect(() =>
      bindActivation({ y: x, x, activation: { name: "relu", alpha: 1 } as never }),
    ).toThrow('activation: relu: expected no option "alpha"');
    const activation = { name: "leakyRelu", negativeSlope: -1 } as const;
    expect(() => bindActivation({ y: x, x, activation })).toThrow(
      "leakyRelu: negativeSlope: expected a finite number, 0 or more, got -1",
    );
    expect(() => bindActivation({ y: x, x, activation: "glue" as "relu" })).toThrow(
      'activation: expected one of linear, relu, relu6, leakyRelu, elu, selu, celu, gelu, geluTanh, silu, mish, softplus, softsign, sigmoid, hardSigmoid, hardSwish, tanh, softmax, logSoftmax, sin, got "glue"',
    );
  });
});

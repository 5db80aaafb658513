import { type Nested, tensor } from "@kindling/core";
import {
  accuracy,
  activation,
  binaryCrossentropy,
  categoricalCrossentropy,
  type Loss,
  type LossName,
  sequential,
  sgd,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

/** Accuracy of the outputs, without a net. */
function share(y: Nested, target: Nested, logits = false): number {
  const result = new Float64Array(1);
  accuracy().bind({ y: tensor(y), target: tensor(target), result, logits })();
  return result[0]!;
}

describe("accuracy", () => {
  // Answers 0, 0, 0, 1, 1 at the threshold ½; 0, 0, 1, 1, 1 at the threshold 0.
  const outputs = [[-1], [0], [0.5], [0.75], [2]];

  it("of one output has its threshold at ½, which itself answers 0", () => {
    expect(share(outputs, [[0], [0], [0], [1], [1]])).toBe(1);
    expect(share(outputs, [[0], [0], [1], [1], [1]])).toBe(4 / 5);
    expect(share(outputs, [[1], [1], [1], [0], [0]])).toBe(0);
  });

  it("of one logit has its threshold at 0, which itself answers 0", () => {
    expect(share(outputs, [[0], [0], [1], [1], [1]], true)).toBe(1);
    expect(share(outputs, [[0], [1], [0], [1], [1]], true)).toBe(3 / 5);
  });

  const rows = [[1, 3, 2], [5, 4, 0], [0, 1, 9], [-3, -2, -1]]; // biome-ignore format: answers 1, 0, 2, 2

  it("of class numbers is the share of rows whose largest output has that number", () => {
    expect(share(rows, [1, 0, 2, 2])).toBe(1);
    expect(share(rows, [1, 0, 2, 0])).toBe(3 / 4);
    expect(share(rows, [0, 1, 1, 1])).toBe(0);
  });

  it("of one-hot targets is the share of rows whose largest entries stand at one place", () => {
    const [a, b, c] = [[1, 0, 0], [0, 1, 0], [0, 0, 1]]; // biome-ignore format: one line
    expect(share(rows, [b, a, c, c])).toBe(1);
    expect(share(rows, [b, a, c, a])).toBe(3 / 4);
    expect(share(rows, [[0.2, 0.5, 0.3], c, b, b])).toBe(1 / 4);
  });

  it("counts the first of equal outputs", () => {
    const ties = [[1, 1, 0], [0, 1, 1], [1, 1, 1]]; // biome-ignore format: answers 0, 1, 0
    expect(share(ties, [0, 1, 0])).toBe(1);
    expect(share(ties, [1, 2, 2])).toBe(0);
    expect(share([[0, 1, 1]], [[0, 1, 1]])).toBe(1);
  });

  it("goes along the last of several axes", () => {
    const [first, second, third, fourth] = rows as [number[], number[], number[], number[]];
    const y = [
      [first, second],
      [third, fourth],
    ];
    expect(share(y, [[1, 0], [2, 0]])).toBe(3 / 4); // biome-ignore format: one line
    const hot = [[[0, 1, 0], [1, 0, 0]], [[0, 0, 1], [1, 0, 0]]]; // biome-ignore format: one line
    expect(share(y, hot)).toBe(3 / 4);
    expect(share([[[0], [1]], [[1], [1]]], [[[0], [1]], [[1], [0]]])).toBe(3 / 4); // biome-ignore format: one line
  });

  it("reads views from where they begin", () => {
    const result = new Float64Array(1);
    const y = tensor([[9, 0], [9, 0], [0, 1]]).lo(1); // biome-ignore format: answers 0, 1
    accuracy().bind({ y, target: tensor([1, 0, 1]).lo(1), result, logits: false })();
    expect(result[0]).toBe(1);
    const one = tensor([[1], [0], [1]]).lo(1);
    accuracy().bind({ y: one, target: tensor([[1], [0], [1]]).lo(1), result, logits: false })();
    expect(result[0]).toBe(1);
  });
});

describe("accuracy in a net", () => {
  /** Accuracy of a net that is nothing but an activation. */
  const evaluate = (
    kind: "linear" | "sigmoid" | "softmax",
    loss: Loss | LossName,
    x: Nested,
    y: Nested,
  ): number => {
    const model = sequential({
      inputShape: tensor(x).shape.slice(1),
      layers: [activation({ activation: kind })],
    });
    model.compile({ optimizer: sgd(), loss, metrics: ["accuracy"] });
    return model.evaluate(x, y).accuracy!;
  };

  // Inputs −1, ¼, 2: above 0 are the last two, above ½ the last. σ(¼) ≈ 0.56 is above ½.
  const x = [[-1], [0.25], [2]];

  it("knows logits from probabilities", () => {
    expect(evaluate("linear", binaryCrossentropy({ fromLogits: true }), x, [0, 1, 1])).toBe(1);
    expect(evaluate("sigmoid", "binaryCrossentropy", x, [0, 1, 1])).toBe(1);
    expect(evaluate("sigmoid", "meanSquaredError", x, [0, 1, 1])).toBe(1);
    expect(evaluate("linear", "meanSquaredError", x, [0, 0, 1])).toBe(1);
    expect(evaluate("linear", "binaryCrossentropy", [[0.1], [0.25], [0.9]], [0, 0, 1])).toBe(1);
  });

  it("takes the targets of every loss", () => {
    const rows = [[1, 3, 2], [5, 4, 0]]; // biome-ignore format: answers 1, 0
    const hot = [[0, 1, 0], [0, 1, 0]]; // biome-ignore format: one line
    expect(evaluate("softmax", "sparseCategoricalCrossentropy", rows, [1, 1])).toBe(1 / 2);
    expect(evaluate("softmax", "categoricalCrossentropy", rows, hot)).toBe(1 / 2);
    const fromLogits = categoricalCrossentropy({ fromLogits: true });
    expect(evaluate("linear", fromLogits, rows, hot)).toBe(1 / 2);
  });
});

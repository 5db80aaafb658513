import { type Nested, type Tensor, tensor } from "@kindling/core";
import {
  accuracy,
  activation,
  auc,
  binaryAccuracy,
  binaryCrossentropy,
  categoricalAccuracy,
  categoricalCrossentropy,
  cosine,
  f1Score,
  type Loss,
  type LossName,
  loadModel,
  type Metric,
  mae,
  mse,
  precision,
  recall,
  rmse,
  rSquared,
  sequential,
  sgd,
  sparseCategoricalAccuracy,
  topKAccuracy,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

/** Accuracy of the outputs, without a net. */
function share(y: Nested, target: Nested, logits = false): number {
  return figure(accuracy(), [[tensor(y), tensor(target)]], logits);
}

/** The figure over batches [outputs, targets, weights]. */
function figure(
  metric: Metric,
  batches: readonly (readonly [y: Tensor, target: Tensor, weights?: Tensor])[],
  logits = false,
): number {
  const first = batches[0]![0];
  const length = typeof metric.sums === "number" ? metric.sums : metric.sums(first.shape.slice(1));
  const totals = new Float64Array(length);
  for (const [y, target, weights] of batches) {
    const sums = new Float64Array(length).fill(9);
    metric.bind({ y, target, weights, sums, logits })();
    for (const [i, sum] of sums.entries()) totals[i]! += sum;
  }
  return metric.value(totals);
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
    const y = tensor([[9, 0], [9, 0], [0, 1]]).lo(1); // biome-ignore format: answers 0, 1
    expect(figure(accuracy(), [[y, tensor([1, 0, 1]).lo(1)]])).toBe(1);
    const one = tensor([[1], [0], [1]]).lo(1);
    expect(figure(accuracy(), [[one, tensor([[1], [0], [1]]).lo(1)]])).toBe(1);
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

/** Equal to 12 digits, or both NaN or the same infinity. */
function expectClose(value: number, expected: number): void {
  if (Number.isFinite(expected)) expect(value).toBeCloseTo(expected, 12);
  else expect(value).toBe(expected);
}

describe("a metric by hand", () => {
  const t = (values: Nested): Tensor => tensor(values);
  // Answers at ½: yes, yes, no, no, yes. TP 2, FP 1, FN 1, TN 1.
  const [p, is] = [[[0.9], [0.8], [0.2], [0.4], [0.6]], [[1], [1], [1], [0], [0]]]; // biome-ignore format: one line
  const rows = [[1, 3, 2], [5, 4, 0], [0, 1, 9], [3, 2, 1]]; // biome-ignore format: answers 1, 0, 2, 0
  const classes = [2, 0, 2, 1];
  const hot = [[0, 0, 1], [1, 0, 0], [0, 0, 1], [0, 1, 0]]; // biome-ignore format: one line
  // Errors 1, −2, 0, 3 of targets with mean 3 and squares of distances 4 + 1 + 1 + 4
  const [y, target] = [[[2], [0], [4], [8]], [[1], [2], [4], [5]]]; // biome-ignore format: one line

  it.each<[string, Metric, Nested, Nested, number]>([
    ["binaryAccuracy", binaryAccuracy(), p, is, 3 / 5],
    ["binaryAccuracy above 0.7", binaryAccuracy({ threshold: 0.7 }), p, is, 4 / 5],
    ["categoricalAccuracy", categoricalAccuracy(), rows, hot, 2 / 4],
    ["sparseCategoricalAccuracy", sparseCategoricalAccuracy(), rows, classes, 2 / 4],
    ["top 1", topKAccuracy({ k: 1 }), rows, classes, 2 / 4],
    ["top 2", topKAccuracy({ k: 2 }), rows, classes, 4 / 4],
    ["top 2 of distributions", topKAccuracy({ k: 2 }), rows, hot, 4 / 4],
    ["top 2 of equal outputs", topKAccuracy({ k: 2 }), [[1, 1, 1], [1, 1, 1]], [1, 2], 1 / 2],
    ["precision", precision(), p, is, 2 / 3],
    ["recall", recall(), p, is, 2 / 3],
    ["precision above 0.85", precision({ threshold: 0.85 }), p, is, 1],
    ["recall above 0.85", recall({ threshold: 0.85 }), p, is, 1 / 3],
    ["f1Score above 0.85", f1Score({ threshold: 0.85 }), p, is, 1 / 2],
    ["precision of none", precision({ threshold: 0.95 }), p, is, 0],
    ["precision of class 0", precision({ classNumber: 0 }), rows, classes, 1 / 2],
    ["recall of class 0", recall({ classNumber: 0 }), rows, hot, 1],
    ["f1Score of class 2", f1Score({ classNumber: 2 }), rows, classes, 2 / 3],
    // Pairs (1 above 0): 0.9 and 0.8 above both, 0.2 above none.
    ["auc", auc(), p, is, 4 / 6],
    ["auc of equal outputs", auc(), [[0.5], [0.5]], [[1], [0]], 1 / 2],
    ["auc of one kind", auc(), [[0.5], [0.6]], [[1], [1]], Number.NaN],
    ["mae", mae(), y, target, 6 / 4],
    ["mse", mse(), y, target, 14 / 4],
    ["rmse", rmse(), y, target, Math.sqrt(14 / 4)],
    ["rSquared", rSquared(), y, target, 1 - 14 / 10],
    ["rSquared of two outputs", rSquared(), [[1, 5], [3, 5]], [[1, 4], [3, 6]], (1 + 0) / 2],
    ["cosine", cosine(), [[1, 0], [3, 4], [0, 0]], [[2, 0], [4, -3], [1, 0]], 1 / 3],
  ])("%s", (_name, metric, outputs, targets, expected) => {
    expectClose(figure(metric, [[t(outputs), t(targets)]]), expected);
    // Batch by batch the same, whatever their sizes.
    const [a, b] = [t(outputs), t(targets)];
    const end = a.shape[0]!;
    const first = [a.hi(1), b.hi(1)] as const;
    const others = [a.lo(1).hi(end - 1), b.lo(1).hi(end - 1)] as const;
    expectClose(figure(metric, [first, others]), expected);
    // A sample of weight 2 is that sample twice, one of weight 0 none.
    const weights = t([3, ...new Array(end - 1).fill(1)]);
    const repeated = figure(metric, [first, first, [a, b]]);
    expectClose(figure(metric, [[a, b, weights]]), repeated);
    const without = t([0, ...new Array(end - 1).fill(1)]);
    expectClose(figure(metric, [[a, b, without]]), figure(metric, [others]));
  }); // biome-ignore format: one line a case

  it("counts logits above 0 as answers above ½", () => {
    const logits = [[2], [1], [-2], [-1], [0.5]];
    const batch = [[t(logits), t(is)] as const];
    expect(figure(binaryAccuracy(), batch, true)).toBe(3 / 5);
    expect(figure(precision(), batch, true)).toBeCloseTo(2 / 3, 12);
    expect(figure(auc(), batch, true)).toBeCloseTo(4 / 6, 12);
  });

  it("says which targets it wants", () => {
    const batch = [[t(rows), t(classes)] as const];
    expect(() => figure(precision(), batch)).toThrow(
      "precision: expected targets like the output, 12 numbers, got 4; say which classNumber",
    );
    expect(() => figure(recall({ classNumber: 3 }), batch)).toThrow(
      "recall: classNumber: expected less than 3, got 3",
    );
    expect(() => precision({ threshold: 1 })).toThrow(
      "precision: threshold: expected a number in (0, 1), got 1",
    );
    expect(() => figure(sparseCategoricalAccuracy(), [[t(rows), t(hot)]])).toThrow(
      "sparseCategoricalAccuracy: expected 4 class numbers, got 12",
    );
  });
});

describe("metrics of a model", () => {
  const compiled = () => {
    const model = sequential({ inputShape: [1], layers: [activation({ activation: "linear" })] });
    model.compile({
      optimizer: sgd(),
      loss: "meanSquaredError",
      metrics: ["rmse", precision({ threshold: 0.25 })],
      weightedMetrics: [{ ...mae(), name: "weighted" }],
    });
    return model;
  };

  it("are exact over batches, where a mean of batches would not be", () => {
    // Errors 1, 2, 3 and 6: √(50/4), in batches of 3 and 1 too.
    const figures = compiled().evaluate([1, 2, 3, 6], [0, 0, 0, 0], { batchSize: 3 });
    expect(figures.rmse).toBe(Math.sqrt(50 / 4));
  });

  it("count samples alike, and by weight where they are to", () => {
    const sampleWeight = [3, 1];
    const figures = compiled().evaluate([1, 2], [0, 0], { sampleWeight, batchSize: 1 });
    expect(figures).toEqual({
      loss: (3 * 1 + 1 * 4) / 2,
      rmse: Math.sqrt(5 / 2),
      precision: 0,
      weighted: 5 / 4,
    });
  });

  it("come back with the model, with their options", async () => {
    const model = compiled();
    const own = { weighted: () => ({ ...mae(), name: "weighted" }) };
    const loaded = await loadModel(model.toBytes(), { metrics: own });
    expect(loaded.evaluate([0.3, 1], [0, 1])).toEqual(model.evaluate([0.3, 1], [0, 1]));
    expect(loaded.toBytes()).toEqual(model.toBytes());
  });

  it("have a name of their own each", () => {
    const metrics = [mae(), mae()];
    const model = compiled();
    expect(() => model.compile({ optimizer: sgd(), loss: "meanSquaredError", metrics })).toThrow(
      'compile: metrics: expected a name of its own for each, other than "loss", got "mae" twice',
    );
  });
});

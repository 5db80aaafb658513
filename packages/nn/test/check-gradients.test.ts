import { bindAdd, bindCopy, bindMul, inOrder, reshape } from "@kindling/core";
import {
  checkGradients,
  defineLayer,
  dense,
  dropout,
  embedding,
  graph,
  input,
  lstm,
  multiHeadAttention,
  sequential,
  sgd,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

/** y = x + b with gradients that may be wrong. */
const shift = (wrong: "dx" | "db" | "nothing") =>
  defineLayer("shift", () => (scope, input) => {
    const b = scope.parameter("b", [1, ...input], "zeros", { fanIn: 1, fanOut: 1 });
    return {
      output: input,
      bind: ({ x, y, dx, dy }) => ({
        forward: bindAdd({ out: y, a: x, b: b.value }),
        backward: inOrder(
          bindAdd({ out: b.grad, a: b.grad, b: dy }),
          wrong === "db" ? bindAdd({ out: b.grad, a: b.grad, b: dy }) : undefined,
          dx &&
            (wrong === "dx" ? bindAdd({ out: dx, a: dy, b: dy }) : bindCopy({ out: dx, x: dy })),
        ),
      }),
    };
  })();

describe("checkGradients", () => {
  it.each(["dx", "db"] as const)("finds a wrong %s", (wrong) => {
    const check = { inputShape: [3], batch: 1 };
    expect(checkGradients(shift("nothing"), check).error).toBeLessThan(1e-9);
    const { error, entries } = checkGradients(shift(wrong), check);
    expect(error).toBeCloseTo(1, 6); // twice the gradient
    const path = wrong === "dx" ? "x 1/value" : "shift_1/b";
    expect(entries.filter((entry) => entry.error > 1e-6).map((entry) => entry.path)).toEqual([
      path,
    ]);
  });

  it("finds gradients that are overwritten instead of added to, and the other way round", () => {
    const wrong = defineLayer("wrong", () => (scope, input) => {
      const b = scope.parameter("b", [1, ...input], "zeros", { fanIn: 1, fanOut: 1 });
      return {
        output: input,
        bind: ({ x, y, dx, dy }) => ({
          forward: bindAdd({ out: y, a: x, b: b.value }),
          backward: inOrder(
            bindCopy({ out: b.grad, x: dy }),
            dx && bindAdd({ out: dx, a: dx, b: dy }),
          ),
        }),
      };
    })();
    const { entries } = checkGradients(wrong, { inputShape: [3], batch: 1 });
    // The means of dy and 0, and of dy and 2·dy.
    const shares = entries.map(({ path, backward, differences }) => [path, backward / differences]);
    expect(shares.map(([path]) => path)).toEqual(["x 1/value", "wrong_1/b"]);
    expect(shares[0]![1]).toBeCloseTo(1.5, 6);
    expect(shares[1]![1]).toBeCloseTo(0.5, 6);
  });

  it("looks at the loss alone, not at penalties", () => {
    const layers = [dense({ units: 2, kernelRegularizer: { l2: 0.5 } })];
    const model = sequential({ inputShape: [3], layers });
    model.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    expect(checkGradients(model, { x: [[1, 2, 3]], y: [[0, 1]] }).error).toBeLessThan(1e-6);
  });

  it("leaves a model as it is, whatever kernels it runs on", () => {
    const layers = [
      dense({ units: 4, activation: "tanh" }),
      dropout({ rate: 0.5 }),
      dense({ units: 2 }),
    ];
    const model = sequential({ inputShape: [3], layers });
    const data = { x: [[1, 2, 3]], y: [[0, 1]] };
    expect(() => checkGradients(model, data)).toThrow(
      "checkGradients: expected a compiled model, got one without a loss",
    );
    model.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    model.trainOnBatch(data.x, data.y);
    const before = model.toBytes();
    const report = checkGradients(model, data);
    expect(report.error).toBeLessThan(1e-6);
    expect(report.entries.map(({ path }) => path)).toEqual(
      model.parameters.map(({ path }) => path),
    );
    expect(model.toBytes()).toEqual(before);
  });

  it("weighs the losses of outputs as the model does", () => {
    const x = input({ shape: [2] });
    const outputs = [dense({ units: 1 }).apply(x), dense({ units: 1 }).apply(x)];
    const model = graph({ inputs: x, outputs });
    model.compile({ optimizer: sgd(), loss: "meanSquaredError", lossWeights: [0.5, 0] });
    const data = { x: [[1, 2]], y: [[[0]], [[0]]] };
    model.trainOnBatch(data.x, data.y);
    const { error, entries } = checkGradients(model.clone(), data);
    expect(error).toBeLessThan(1e-6);
    expect(entries.map(({ backward }) => backward !== 0)).toEqual([true, true, false, false]);
  });

  it("draws indices for layers that take them", () => {
    for (const inputShape of [[], [4], [2, 3]]) {
      const { error, entries } = checkGradients(embedding({ inputDim: 5, outputDim: 2 }), {
        inputShape,
      });
      expect(error).toBeLessThan(1e-6);
      expect(entries.map(({ path }) => path)).toEqual(["embedding_1/embeddings"]);
    }
  });

  it("hands a mask to the layer", () => {
    const mask = [[1, 0, 1], [0, 0, 0]]; // biome-ignore format: a row for each sample
    const check = { inputShape: [3, 2], batch: 2, samples: 1e6 };
    const seen = defineLayer("seen", () => (_scope, input) => ({
      output: input,
      bind: ({ x, y, dx, dy, mask }) => {
        const columns = reshape(mask!, [2, 3, 1]);
        return {
          forward: bindMul({ out: y, a: x, b: columns }),
          backward: inOrder(dx && bindMul({ out: dx, a: dy, b: columns })),
        };
      },
    }))();
    const { error, entries } = checkGradients(seen, { ...check, mask });
    expect(error).toBeLessThan(1e-9);
    expect(entries.map(({ path }) => path)).toEqual(["x 1/value"]);
    for (const layer of [lstm({ units: 2 }), multiHeadAttention({ numHeads: 1, keyDim: 2 })]) {
      const report = checkGradients(layer, { ...check, mask });
      expect(report.error).toBeLessThan(1e-6);
      expect(report).not.toEqual(checkGradients(layer, check));
    }
    expect(() => checkGradients(seen, { ...check, mask: [[1, 0, 1]] })).toThrow(
      "checkGradients: mask: expected 2 rows, one for each sample, got 1",
    );
    expect(() => checkGradients(seen, { inputShape: [], mask: [[1]] })).toThrow(
      "checkGradients: mask: expected a first input of [batch, time, …], got one without time",
    );
  });

  it("says what it needs", () => {
    expect(() => checkGradients(dense({ units: 1 }), {})).toThrow(
      "expected inputShape or inputShapes",
    );
    expect(() => checkGradients(dense({ units: 1 }), { inputShape: [2], samples: 0 })).toThrow(
      "checkGradients: samples: expected a whole number, at least 1, got 0",
    );
  });
});

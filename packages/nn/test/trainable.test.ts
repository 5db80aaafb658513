import { toNested } from "@kindling/core";
import {
  batchNormalization, bidirectional, checkGradients, dense, dropout, embedding, flatten, type Layer,
  loadModel, lstm, type Model, type Optimizer, residual, sequential, sgd, timeDistributed,
} from "@kindling/nn"; // biome-ignore format: names
import { describe, expect, it } from "vitest";

/** Which parameters a step moves. */
function moved(model: Model, x: readonly unknown[], optimizer: Optimizer = sgd()): string[] {
  model.compile({ optimizer, loss: "meanSquaredError" });
  const before = model.getWeights();
  const y = Array.from({ length: x.length }, () => model.outputShape.reduceRight<unknown>((inner, n) => Array(n).fill(inner), 3)); // biome-ignore format: one line
  model.trainOnBatch(x as number[][], y as number[][]);
  const changes = ({ path, value }: Model["parameters"][number]): boolean =>
    value.data.some((each, i) => each !== before.get(path)!.data[i]);
  return model.parameters.filter(changes).map(({ path }) => path);
}

const x = [[1, -2], [0.5, 3]]; // biome-ignore format: two samples

describe("trainable: false", () => {
  const net = (...layers: readonly Layer[]): Model => sequential({ inputShape: [2], layers });

  it("leaves a layer's parameters as they are, and lets gradients through", () => {
    const model = net(
      dense({ units: 3 }),
      dense({ units: 3, trainable: false }),
      dense({ units: 1 }),
    );
    expect(moved(model, x)).toEqual([
      "dense_1/kernel", "dense_1/bias", "dense_3/kernel", "dense_3/bias",
    ]); // biome-ignore format: one line
  });

  it("holds for layers inside, whatever they say themselves", () => {
    const inside = residual({ layers: [dense({ units: 2, trainable: true })], trainable: false });
    expect(moved(net(inside, dense({ units: 1 })), x)).toEqual(["dense_1/kernel", "dense_1/bias"]);
    const half = residual({ layers: [dense({ units: 2, trainable: false }), dense({ units: 2 })] });
    expect(moved(net(half), x)).toEqual(["residual_1/dense_2/kernel", "residual_1/dense_2/bias"]);
    const sequence = sequential({
      inputShape: [3, 2],
      layers: [
        bidirectional({ layer: lstm({ units: 2, trainable: false, returnSequences: true }) }),
        timeDistributed({ layer: dense({ units: 1 }) }),
      ],
    });
    const frozen = moved(sequence, [[[1, 2], [3, 4], [5, 6]]]); // biome-ignore format: one line
    expect(frozen).toEqual(["timeDistributed_1/dense_1/kernel", "timeDistributed_1/dense_1/bias"]);
  });

  it("gives way to a rule of the optimizer's, and to decay and penalties no more", () => {
    const frozen = () => net(dense({ units: 1, trainable: false }), dense({ units: 1 }));
    const last = ["dense_2/kernel", "dense_2/bias"];
    expect(moved(frozen(), x, sgd({ weightDecay: 0.1, l2: 0.1, momentum: 0.9 }))).toEqual(last);
    const rules = [[/^dense_1/, { freeze: false }]] as const;
    expect(moved(frozen(), x, sgd({ rules }))).toEqual(["dense_1/kernel", "dense_1/bias", ...last]);
    const all = net(dense({ units: 1, trainable: false }));
    expect(moved(all, x, sgd({ globalClipNorm: 1 }))).toEqual([]);
  });

  it("lets batch normalization keep and take its running statistics, in training too", () => {
    const layers = (trainable: boolean) => [
      dense({ units: 2, kernelInitializer: "identity" }),
      batchNormalization({
        trainable,
        epsilon: 1e-3,
        gammaInitializer: { name: "constant", value: 3 },
        movingMeanInitializer: { name: "constant", value: 1 },
        movingVarianceInitializer: { name: "constant", value: 4 - 1e-3 },
      }),
    ];
    expect(moved(net(...layers(true)), x)).toContain("batchNormalization_1/movingMean");
    const model = net(...layers(false));
    expect(moved(model, x)).toEqual(["dense_1/kernel", "dense_1/bias"]);
    // y = 3·(x − 1)/√4, so with targets 3 and two outputs dL/dy = y − 3 over 2 samples, dL/dz = 3/2 of it.
    expect(toNested(net(...layers(false)).predict(x))).toEqual([[0, -4.5], [-0.75, 3]]); // biome-ignore format: one line
    const dz = [[0 - 3, -4.5 - 3], [-0.75 - 3, 3 - 3]].map((row) => row.map((d) => (d / 2) * 1.5)); // biome-ignore format: one line
    const expected = [0, 1].map((i) => [0, 1].map((j) => x[0]![i]! * dz[0]![j]! + x[1]![i]! * dz[1]![j]!)); // biome-ignore format: one line
    const [kernel] = model.parameters;
    // Each is a sum of two products of float32 numbers.
    for (const [i, row] of expected.entries()) {
      for (const [j, value] of row.entries()) expect(kernel!.grad.get(i, j)).toBeCloseTo(value, 5);
    }
  });

  it("spares the backward pass of what stands in front of all that trains", () => {
    const model = net(dense({ units: 2, trainable: false }), dense({ units: 1 }));
    moved(model, x);
    expect(model.parameters[0]!.grad.data.every((value) => value === 0)).toBe(true);
  });

  it("shows in the summary, as state does", () => {
    const model = net(dense({ units: 3, trainable: false }), batchNormalization());
    expect(model.summary()).toMatch(/\n21 parameters, 15 of them not trained$/); // 2·3 + 3 and 2·3
    expect(net(dense({ units: 3 })).summary()).toMatch(/\n9 parameters$/);
  });

  it("keeps pretrained embeddings", () => {
    const model = sequential({
      inputShape: [2],
      layers: [
        embedding({ inputDim: 4, outputDim: 2, trainable: false }), flatten(), dense({ units: 1 }),
      ],
    }); // biome-ignore format: layers
    expect(moved(model, [[0, 1], [2, 3]])).toEqual(["dense_1/kernel", "dense_1/bias"]); // biome-ignore format: one line
  });
});

describe("regularizers", () => {
  // y = w·x + b at w = 2, b = −1, x = 1: the gradient of (y − 1)² is 0, so steps show penalties alone.
  const line = (options: Partial<Parameters<typeof dense>[0]>): Model =>
    sequential({
      inputShape: [1],
      layers: [
        dense({
          units: 1,
          kernelInitializer: { name: "constant", value: 2 },
          biasInitializer: { name: "constant", value: -1 },
          ...options,
        }),
      ],
    });
  const step = (model: Model, optimizer: Optimizer = sgd({ learningRate: 1 })): number[] => {
    model.compile({ optimizer, loss: "meanSquaredError" });
    expect(model.trainOnBatch([1], [1])).toEqual({ loss: 0 });
    return model.parameters.map(({ value }) => value.data[0]!);
  };

  it("pull parameters towards 0 by the slope of their penalty", () => {
    expect(step(line({ kernelRegularizer: { l2: 0.125 } }))).toEqual([2 - 2 * 0.125 * 2, -1]);
    expect(step(line({ kernelRegularizer: { l1: 0.25 } }))).toEqual([2 - 0.25, -1]);
    expect(step(line({ biasRegularizer: { l1: 0.25, l2: 0.125 } }))).toEqual([2, -1 + 0.25 + 0.25]);
    const both = { kernelRegularizer: { l2: 0.125 }, biasRegularizer: { l1: 0.5 } };
    expect(step(line(both))).toEqual([1.5, -0.5]);
  });

  it("stand in the place of the optimizer's own, behind which its rules come", () => {
    const options = { kernelRegularizer: { l2: 0.125 } };
    expect(step(line(options), sgd({ learningRate: 1, l2: 0.25 }))).toEqual([1.5, -0.5]);
    const rules = [["kernel", { l2: 0 }]] as const;
    expect(step(line(options), sgd({ learningRate: 1, rules }))).toEqual([2, -1]);
  });

  it("come back with the model, as freezing does", async () => {
    const make = () =>
      sequential({
        inputShape: [3, 2],
        layers: [
          lstm({ units: 2, recurrentRegularizer: { l2: 0.1 }, kernelRegularizer: { l1: 0.1 } }),
          dense({ units: 2, trainable: false }),
          dense({ units: 1, biasRegularizer: { l2: 1 } }),
        ],
      });
    const [model, data] = [make(), [[[1, 2], [3, 4], [5, 6]]]]; // biome-ignore format: one line
    model.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    const loaded = await loadModel(model.toBytes());
    const plain = sequential({
      inputShape: [3, 2],
      layers: [lstm({ units: 2 }), dense({ units: 2 }), dense({ units: 1 })],
    });
    plain.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    for (const net of [model, loaded, model.clone(), plain]) net.trainOnBatch(data, [0]);
    expect(loaded.toBytes()).toEqual(model.toBytes());
    expect(plain.getWeights()).not.toEqual(model.getWeights());
  });

  it("leave gradients of the loss as they are", () => {
    const layer = dense({ units: 3, kernelRegularizer: { l2: 1 }, trainable: false });
    expect(checkGradients(layer, { inputShape: [2] }).error).toBeLessThan(1e-6);
  });

  it.each<[string, () => unknown, string]>([
    ["for what the layer does not have", () => sequential({ inputShape: [2], layers: [dropout({ rate: 0.1, kernelRegularizer: { l2: 1 } })] }), 'dropout "dropout_1": kernelRegularizer: expected a layer with a kernel, got one with none of its own; the optimizer\'s rules reach every parameter by its path'],
    ["for a bias that is not there", () => sequential({ inputShape: [2], layers: [dense({ units: 1, useBias: false, biasRegularizer: { l2: 1 } })] }), 'dense "dense_1": biasRegularizer: expected a layer with a bias, got one with kernel;'],
    ["below 0", () => dense({ units: 1, kernelRegularizer: { l2: -1 } }), "dense: kernelRegularizer: l2: expected a finite number, at least 0, got -1"],
    ["of another kind", () => dense({ units: 1, kernelRegularizer: "l2" as never }), 'dense: kernelRegularizer: expected { l1, l2 }, got "l2"'],
    ["with other options", () => dense({ units: 1, kernelRegularizer: { l3: 1 } as never }), 'dense: kernelRegularizer: unknown option "l3"'],
    ["or not, for freezing", () => dense({ units: 1, trainable: 0 as never }), "dense: trainable: expected true or false, got 0"],
  ])("are refused %s", (_what, make, message) => expect(make).toThrow(message)); // biome-ignore format: one line a case
});

import { toNested } from "@kindling/core";
import {
  checkGradients, concatenate, cropping1d, cropping2d, dense, globalAveragePooling1d, graph, input, type Layer, lambda, loadModel,
  masking, maximum, multiply, permute, pickStep, prelu, repeatVector, rescaling, reshape, sequential, sgd,
} from "@kindling/nn"; // biome-ignore format: names
import { describe, expect, it } from "vitest";

const predict = (layer: Layer, inputShape: number[], x: unknown[]) =>
  toNested(sequential({ inputShape, layers: [layer] }).predict(x as number[]));

describe("layers of shapes", () => {
  it("put numbers where they belong", () => {
    const x = [[[1, 2, 3], [4, 5, 6]]]; // biome-ignore format: one line
    expect(predict(permute({ dims: [2, 1] }), [2, 3], x)).toEqual([[[1, 4], [2, 5], [3, 6]]]); // biome-ignore format: one line
    expect(predict(reshape({ targetShape: [-1, 2] }), [2, 3], x)).toEqual([[[1, 2], [3, 4], [5, 6]]]); // biome-ignore format: one line
    expect(predict(repeatVector({ n: 2 }), [2], [[1, 2]])).toEqual([[[1, 2], [1, 2]]]); // biome-ignore format: one line
    expect(predict(rescaling({ scale: 0.5, offset: 1 }), [2], [[2, 4]])).toEqual([[2, 3]]);
  });

  it("cut off what is not wanted, masks included", () => {
    const x = [[[1, 2], [3, 4], [5, 6], [7, 8]]]; // biome-ignore format: one line
    expect(predict(pickStep(), [4, 2], x)).toEqual([[7, 8]]);
    expect(predict(pickStep({ step: 1 }), [4, 2], x)).toEqual([[3, 4]]);
    expect(predict(cropping1d({ cropping: [2, 1] }), [4, 2], x)).toEqual([[[5, 6]]]);
    const image = [[[[1], [2], [3]], [[4], [5], [6]]]]; // biome-ignore format: one line
    expect(predict(cropping2d({ cropping: [[1, 0], [0, 2]] }), [2, 3, 1], image)).toEqual([[[[4]]]]); // biome-ignore format: one line

    const masked = sequential({ inputShape: [4, 1], layers: [masking(), cropping1d()] });
    masked.compile({ optimizer: sgd(), loss: "meanAbsoluteError" });
    // Of the two steps in the middle one is masked.
    expect(masked.evaluate([[[1], [0], [3], [1]]], [[[7], [2]]]).loss).toBe(1);

    expect(() => predict(pickStep({ step: 4 }), [4, 2], x)).toThrow(
      'pickStep "pickStep_1": step: expected one from -4 to 3, got 4',
    );
    expect(() => pickStep({ step: 0.5 })).toThrow(
      "pickStep: step: expected a whole number, got 0.5",
    );
    expect(() => predict(cropping1d({ cropping: 2 }), [4, 2], x)).toThrow(
      'cropping1d "cropping1d_1": input: expected more than 4 steps, got [batch, 4, 2]',
    );
    expect(() => cropping1d({ cropping: [1] as never })).toThrow(
      "cropping1d: cropping: expected a number or two of them, got an array of 1",
    );
    expect(() => predict(cropping2d(), [2, 3, 1], image)).toThrow(
      'cropping2d "cropping2d_1": input: expected more than 2 × 2 pixels, got [batch, 2, 3, 1]',
    );
    expect(() => cropping2d({ cropping: [1, 2, 3] as never })).toThrow(
      "cropping2d: cropping: expected a number, one for each of 2 axes, or two for each, got an array of 3",
    );
  });

  it("take the mean of the steps that count", () => {
    const net = sequential({ inputShape: [3, 2], layers: [masking(), globalAveragePooling1d()] });
    const x = [[[1, 2], [0, 0], [5, 10]], [[0, 0], [0, 0], [0, 0]], [[3, 0], [0, 0], [0, 0]]]; // biome-ignore format: one line
    expect(toNested(net.predict(x))).toEqual([[3, 6], [0, 0], [3, 0]]); // biome-ignore format: one line
  });

  it("share slopes along axes", () => {
    const layer = prelu({ alphaInitializer: { name: "constant", value: 0.5 }, sharedAxes: [1] });
    const net = sequential({ inputShape: [2, 3], layers: [layer] });
    expect(net.parameters.map(({ shape }) => shape)).toEqual([[1, 3]]);
    expect(toNested(net.predict([[[-2, 2, 0], [1, -1, -4]]]))).toEqual([[[-1, 2, 0], [1, -0.5, -2]]]); // biome-ignore format: one line
  });

  it("give ties to the first input", () => {
    const check = { inputShapes: [[2], [2]], x: [[[1, 2]], [[1, 0]]], batch: 1, samples: 2 };
    const { entries } = checkGradients(maximum(), check);
    expect(entries.map(({ path }) => path)).toEqual(["x 1/value", "x 2/value"]);
    const a = input({ shape: [1] });
    const [w, b] = [dense({ units: 1 }), dense({ units: 1 })];
    const net = graph({ inputs: a, outputs: maximum().apply([w.apply(a), b.apply(a)]) });
    for (const { value } of net.parameters) value.data.fill(1);
    net.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    net.trainOnBatch([[1]], [[0]]);
    expect(net.parameters.map(({ grad }) => grad.data[0])).toEqual([4, 4, 0, 0]);
  });

  it("say what does not fit", () => {
    const [a, b] = [input({ shape: [2, 3] }), input({ shape: [2, 4] })];
    const net = (layer: Layer, inputs = [a, b]) => graph({ inputs, outputs: layer.apply(inputs) });
    expect(() => net(concatenate({ axis: 1 }))).toThrow(
      'concatenate "concatenate_1": input 2: expected [any, 3], got [2, 4]',
    );
    expect(() => net(concatenate({ axis: 3 }))).toThrow(
      'concatenate "concatenate_1": axis: expected one of [batch, 2, 3] behind the batch, got 3',
    );
    expect(() => net(concatenate(), [a])).toThrow("expected at least two inputs, got 1");
    expect(() => concatenate({ axis: 0 })).toThrow(
      "concatenate: axis: expected a whole number other than 0, got 0",
    );
    expect(() => net(multiply())).toThrow(
      'multiply "multiply_1": input 2: expected [2, 3], got [2, 4]',
    );
    expect(() => permute({ dims: [1, 1] })).toThrow(
      "permute: dims: expected 1 to the number of axes, each once, got [1, 1]",
    );
    expect(() => predict(permute({ dims: [1, 2] }), [2], [])).toThrow(
      'permute "permute_1": dims: expected 1 of them, one for each axis, got [1, 2]',
    );
    expect(() => predict(reshape({ targetShape: [4, -1] }), [6], [])).toThrow(
      'reshape "reshape_1": targetShape: expected one of 6 numbers, as [6] has, got [4, -1]',
    );
    expect(() => predict(prelu({ sharedAxes: [2] }), [6], [])).toThrow(
      'prelu "prelu_1": sharedAxes: expected axes from 1 to 1, got [2]',
    );
    expect(() => repeatVector({ n: 0 })).toThrow(
      "repeatVector: n: expected a whole number, at least 1, got 0",
    );
  });
});

describe("lambda", () => {
  const sums = lambda("sums", {
    output: ([n]) => [n! - 1],
    forward: ({ x, y }) => {
      const n = x.shape[1]!;
      for (let i = 0; i < y.size; i++) {
        const at = i + Math.floor(i / (n - 1));
        y.data[i] = x.data[at]! + x.data[at + 1]!;
      }
    },
    backward: ({ x, dx, dy }) => {
      const n = x.shape[1]!;
      dx!.data.fill(0);
      for (let i = 0; i < dy.size; i++) {
        const at = i + Math.floor(i / (n - 1));
        dx!.data[at]! += dy.data[i]!;
        dx!.data[at + 1]! += dy.data[i]!;
      }
    },
  });

  it("runs its functions, has right gradients, and loads by the factory", async () => {
    const net = sequential({ inputShape: [3], layers: [sums()] });
    expect(toNested(net.predict([[1, 2, 4], [0, 1, 0]]))).toEqual([[3, 6], [1, 1]]); // biome-ignore format: one line
    expect(checkGradients(sums(), { inputShape: [5] }).error).toBeLessThan(1e-6);
    const bytes = net.toBytes();
    await expect(loadModel(bytes)).rejects.toThrow('got "sums"');
    const again = await loadModel(bytes, { layers: [sums] });
    expect(toNested(again.predict([[1, 2, 4]]))).toEqual([[3, 6]]);
  });

  it("says what it lacks", () => {
    expect(() => lambda("half", { forward: () => {} } as never)).toThrow(
      'lambda: half: expected an object with a function "backward", got',
    );
  });
});

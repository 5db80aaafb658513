import { createRng, torchRng, zeros } from "@kindling/core";
import { heNormal, orthogonal, rademacher, sparse } from "@kindling/init";
import {
  add,
  type DialectName,
  defineLayer,
  dense,
  graph,
  input,
  type Layer,
  type LstmConfig,
  loadModel,
  lstm,
  residual,
  sequential,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

const make = (dialect?: DialectName) =>
  sequential({
    inputShape: [4],
    seed: 3,
    ...(dialect && { dialect }),
    layers: [dense({ units: 8, activation: "relu" }), residual({ layers: [dense({ units: 8 })] })],
  });
const weightsOf = (model: ReturnType<typeof make>, path: string) =>
  model.parameters.find((parameter) => parameter.path === path)!.value;

describe("the dialect of a model", () => {
  it("is Keras: Glorot uniform kernels, zero biases", () => {
    const model = make();
    const a = Math.sqrt(6 / 12);
    const expected = createRng(3)
      .at("dense_1/kernel")
      .uniform(zeros([4, 8]), -a, a);
    expect(weightsOf(model, "dense_1/kernel").data).toEqual(expected.data);
    expect(weightsOf(model, "dense_1/bias").data).toEqual(new Float32Array(8));
    expect(model.dialect).toBe("keras");
    expect(weightsOf(make("keras"), "dense_1/kernel").data).toEqual(expected.data);
  });

  it("can be PyTorch: kernels and biases within ±1/√fanIn, inside other layers too", () => {
    const model = make("torch");
    const inner = "residual_1/dense_1";
    for (const [path, fanIn] of [
      ["dense_1/kernel", 4],
      ["dense_1/bias", 4],
      [`${inner}/kernel`, 8],
      [`${inner}/bias`, 8],
    ] as const) {
      const largest = Math.max(...weightsOf(model, path).data.map(Math.abs));
      expect(largest).toBeLessThanOrEqual(1 / Math.sqrt(fanIn));
      expect(largest).toBeGreaterThan(0.8 / Math.sqrt(fanIn));
    }
  });

  it("can be JAX: LeCun normal within two standard deviations, zero biases", () => {
    const model = make("jax");
    const scale = Math.sqrt(1 / 4) / 0.8796256610342398;
    const expected = createRng(3)
      .at("dense_1/kernel")
      .truncatedNormal(zeros([4, 8]), 0, scale);
    expect(weightsOf(model, "dense_1/kernel").data).toEqual(expected.data);
    expect(weightsOf(model, "dense_1/bias").data).toEqual(new Float32Array(8));
  });

  it("leaves initializers that are named as they are", () => {
    const named = dense({ units: 2, kernelInitializer: "ones", biasInitializer: "zeros" });
    const model = sequential({ inputShape: [3], dialect: "jax", layers: [named] });
    expect([...model.parameters[0]!.value.data]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("lets auto fit the activation of the layer", () => {
    const layers = (["relu", "tanh"] as const).map((activation) =>
      dense({ units: 4, activation, kernelInitializer: "auto" }),
    );
    const summary = sequential({ inputShape: [4], layers }).summary();
    expect(summary).toContain("kernel: N(0, 0.707²), auto, fanIn 4, relu");
    expect(summary).toContain("kernel: N(0, 0.796²), auto, fanIn 4, tanh"); // 1.5925/2
  });

  it("is that of a graph, too, and stands in the summary", () => {
    const x = input({ shape: [9] });
    const net = graph({ inputs: x, outputs: add().apply([x, dense({ units: 9 }).apply(x)]), dialect: "torch" }); // biome-ignore format: one line
    expect(net.dialect).toBe("torch");
    expect(net.summary()).toContain("kernel: U(-0.333, 0.333), fanInUniform, fanIn 9");
  });

  it("has what was drawn beside it, when asked for", () => {
    const layer = dense({ units: 1, kernelInitializer: { name: "values", values: [[1], [2]] } });
    const net = sequential({ inputShape: [2], layers: [layer] });
    expect(net.summary({ statistics: true })).toContain(
      "kernel: values(values [[1], [2]]), realised mean 1.5, std 0.5, 1 to 2",
    );
    expect(net.summary()).not.toContain("realised");
  });

  it("is saved with the model", async () => {
    for (const name of ["keras", "torch", "jax"] as const) {
      const model = make(name);
      const again = await loadModel(model.toBytes());
      expect(again.dialect).toBe(name);
      expect(again.summary()).toBe(model.summary());
      expect(again.toBytes()).toEqual(model.toBytes());
    }
  });

  it("is one of three", () => {
    expect(() => make("theano" as never)).toThrow(
      'dialect: expected one of "keras", "torch", "jax", got "theano"',
    );
  });

  it("says when it knows no default", () => {
    const odd = defineLayer("odd", () => (scope, input) => {
      scope.parameter("a", [2], undefined, { fanIn: 1, fanOut: 1 });
      return { output: input, bind: () => ({ forward: () => {}, backward: () => {} }) };
    });
    expect(() => sequential({ inputShape: [2], layers: [odd()] })).toThrow(
      'odd "odd_1": keras has no default for the parameter "a" of odd; give it an initializer',
    );
  });
});

describe("the forget gate of an LSTM", () => {
  const biases = (config: Partial<LstmConfig>, dialect: DialectName = "keras") => {
    const layer = lstm({ units: 1, name: "lstm", ...config });
    const net = sequential({ inputShape: [2, 3], layers: [layer], dialect });
    const of = (path: string) =>
      net.parameters
        .filter((parameter) => parameter.path === path)
        .flatMap(({ value }) => [...value.data]);
    return { bias: of("lstm/bias"), recurrentBias: of("lstm/recurrentBias") };
  };

  it("starts at 1 in Keras, once, whether there are one or two biases", () => {
    expect(biases({})).toEqual({ bias: [0, 1, 0, 0], recurrentBias: [] });
    const two = { bias: [0, 1, 0, 0], recurrentBias: [0, 0, 0, 0] };
    expect(biases({ useRecurrentBias: true })).toEqual(two);
    expect(biases({ useRecurrentBias: true, unitForgetBias: true })).toEqual(two);
  });

  it("starts as unitForgetBias says, beside what is given for the other gates", () => {
    const given = {
      biasInitializer: { name: "constant", value: 3 },
      useRecurrentBias: true,
    } as const;
    const threes = [3, 3, 3, 3];
    expect(biases(given)).toEqual({ bias: threes, recurrentBias: threes });
    expect(biases({ ...given, unitForgetBias: false })).toEqual(biases(given));
    const one = { bias: [3, 1, 3, 3], recurrentBias: threes };
    expect(biases({ ...given, unitForgetBias: true })).toEqual(one);
    expect(biases({ unitForgetBias: false }).bias).toEqual([0, 0, 0, 0]);
    for (const dialect of ["torch", "jax"] as const) {
      expect(biases({ unitForgetBias: true }, dialect).bias).toEqual([0, 1, 0, 0]);
    }
    expect(biases({}, "jax").bias).toEqual([0, 0, 0, 0]);
  });
});

describe("weights are functions of seed and path", () => {
  const net = (...layers: Layer[]) => sequential({ inputShape: [4], seed: 3, layers });

  it("another layer in between changes no other parameter", () => {
    const first = dense({ units: 6, name: "first" });
    const last = dense({ units: 6, name: "last" });
    const plain = net(first, last);
    for (const other of [
      net(first, dense({ units: 6, kernelInitializer: "orthogonal" }), last),
      net(
        first,
        dense({ units: 6, useBias: false }),
        residual({ layers: [dense({ units: 6 })] }),
        last,
      ),
    ]) {
      for (const path of ["first/kernel", "first/bias", "last/kernel", "last/bias"]) {
        expect(weightsOf(other, path).data).toEqual(weightsOf(plain, path).data);
      }
    }
  });

  it("one initializer object in ten layers gives ten different tensors", () => {
    for (const kernelInitializer of [
      heNormal(),
      orthogonal(),
      sparse({ sparsity: 0.5 }),
      rademacher(),
    ]) {
      const layers = Array.from({ length: 10 }, () => dense({ units: 4, kernelInitializer }));
      const kernels = net(...layers).parameters.filter(({ path }) => path.endsWith("kernel"));
      expect(new Set(kernels.map(({ value }) => value.data.join())).size).toBe(10);
    }
  });
});

describe("rng", () => {
  it("draws the weights from another source, in the order of the parameters", () => {
    const model = sequential({
      inputShape: [4],
      rng: torchRng(5),
      layers: [dense({ units: 3, kernelInitializer: "normal", biasInitializer: "normal" })],
    });
    const rng = torchRng(5);
    const [kernel, bias] = [rng.normal(zeros([4, 3]), 0, 0.05), rng.normal(zeros([3]), 0, 0.05)];
    expect(model.parameters[0]!.value.data).toEqual(kernel.data);
    expect(model.parameters[1]!.value.data).toEqual(bias.data);
  });
});

import { toNested, useKernels } from "@kindling/core";
import {
  activation,
  bidirectional,
  checkGradients,
  defineLayer,
  dense,
  dropout,
  embedding,
  graph,
  gru,
  input,
  type Layer,
  type Loss,
  loadModel,
  lstm,
  masking,
  sequential,
  sgd,
  simpleRnn,
  timeDistributed,
} from "@kindling/nn";
import { afterEach, describe, expect, it } from "vitest";
import { gradientError } from "./gradients.ts";

afterEach(() => useKernels("wasm-simd"));

interface Options {
  readonly returnSequences?: boolean;
  readonly returnState?: boolean;
  readonly goBackwards?: boolean;
  readonly useBias?: boolean;
  readonly useRecurrentBias?: boolean;
  readonly dropout?: number;
  readonly recurrentDropout?: number;
}
type Make = (options?: Options) => Layer;

const CELLS: readonly (readonly [name: string, make: Make, states: number])[] = [
  ["simpleRnn", (options) => simpleRnn({ units: 3, ...options }), 1],
  [
    "simpleRnn with softplus",
    (options) => simpleRnn({ units: 3, activation: "softplus", ...options }),
    1,
  ],
  ["lstm", (options) => lstm({ units: 3, ...options }), 2],
  ["gru", ({ useRecurrentBias: _, ...options } = {}) => gru({ units: 3, ...options }), 1],
  [
    "gru with the reset gate in front",
    ({ useRecurrentBias: _, ...options } = {}) => gru({ units: 3, resetAfter: false, ...options }),
    1,
  ],
];

/** Sequences that end early, begin late, have a gap, are whole, or nothing at all. */
const ids = [[1, 2, 0, 0], [0, 3, 1, 2], [2, 0, 0, 1], [3, 1, 2, 1], [0, 0, 0, 0]]; // biome-ignore format: sequences
const x = ids.map((row, i) =>
  row.map((id, t) => (id === 0 ? [0, 0] : [Math.sin(i + 2 * t), Math.cos(3 * i - t)])),
);
const targets = (...shape: number[]): unknown => {
  const fill = ([extent, ...rest]: number[], salt: number): unknown =>
    extent === undefined
      ? Math.sin(1.3 * salt)
      : Array.from({ length: extent }, (_, i) => fill(rest, 5 * salt + i + 1));
  return fill(shape, 1);
};

describe.each(CELLS)("%s: gradients equal central differences", (_, make, states) => {
  it.each<[Options]>([
    [{}],
    [{ returnSequences: true }],
    [{ goBackwards: true }],
    [{ returnSequences: true, goBackwards: true }],
    [{ useBias: false }],
    [{ useRecurrentBias: true }],
  ])("with %j", (options) => {
    const initial = Array.from({ length: states }, () => [3]);
    for (const steps of [1, 2, 5]) {
      for (const inputShapes of [[[steps, 2]], [[steps, 2], ...initial]]) {
        const check = { inputShapes, batch: 2, samples: 1e6 };
        expect(checkGradients(make(options), check).error).toBeLessThan(1e-6);
      }
    }
  });

  it.each<[Options]>([
    [{}],
    [{ goBackwards: true }],
    [{ returnSequences: true }],
    [{ returnSequences: true, goBackwards: true }],
  ])("with a mask, and %j", (options) => {
    const layers = [
      embedding({ inputDim: 4, outputDim: 2, maskZero: true }),
      make(options),
      ...(options.returnSequences ? [make()] : []),
      dense({ units: 2 }),
    ];
    const y = targets(5, 2) as number[][];
    expect(
      gradientError({ inputShape: [4], layers, loss: "meanSquaredError", x: ids, y }),
    ).toBeLessThan(1e-6);
  });

  it("behind masking, and with initial states and a mask at once", () => {
    const net = () => {
      const [sequence, ...initial] = [
        input({ shape: [4, 2] }),
        ...Array.from({ length: states }, () => input({ shape: [2] })),
      ];
      const inits = initial.map((value) => dense({ units: 3 }).apply(value));
      const masked = masking().apply(sequence!);
      return graph({ inputs: [sequence!, ...initial], outputs: make().apply([masked, ...inits]) });
    };
    const start = targets(5, 2) as number[][];
    const data = [x, ...Array.from({ length: states }, () => start)];
    const y = targets(5, 3) as number[][];
    expect(gradientError({ net, loss: "meanSquaredError", x: data, y })).toBeLessThan(1e-6);
  });

  it.each<[Options]>([
    [{}],
    [{ returnSequences: true }],
    [{ returnSequences: true, goBackwards: true }],
  ])("of the states that it returns, with %j", (options) => {
    const net = () => {
      const [tokens, steps] = [input({ shape: [4] }), input({ shape: [2, 2] })];
      const embedded = embedding({ inputDim: 4, outputDim: 2, maskZero: true }).apply(tokens);
      const y = make({ ...options, returnState: true }).apply(embedded);
      const last = y.states;
      expect(last.length).toBe(states);
      const decoded = make({ returnSequences: true }).apply([steps, ...last]);
      return graph({ inputs: [tokens, steps], outputs: [y, decoded, ...last] });
    };
    const data = [ids, targets(5, 2, 2) as number[][][]];
    const y = net().outputShapes.map((shape) => targets(5, ...shape) as number[][]);
    expect(gradientError({ net, loss: "meanSquaredError", x: data, y })).toBeLessThan(1e-6);
  });

  it("returns the last of its outputs as its state, whatever is asked for with it", () => {
    const start = input({ shape: [4, 2] });
    const seen = masking().apply(start);
    const all = (options: Options) => {
      const y = make({ ...options, returnState: true }).apply(seen);
      return [y, ...y.states];
    };
    const [[one, h, c], [sequence, h2, c2]] = [all({}), all({ returnSequences: true })];
    const net = graph({
      inputs: start,
      outputs: [one!, h!, sequence!, h2!, make().apply(seen), ...(c ? [c, c2!] : [])],
    });
    const [first, ...others] = net.parameters.filter(({ path }) => path.endsWith("/kernel"));
    const weights = net.getWeights();
    for (const { path } of others) {
      for (const name of ["kernel", "recurrentKernel", "bias", "recurrentBias"]) {
        const from = weights.get(first!.path.replace("kernel", name));
        if (from) weights.set(path.replace("kernel", name), from);
      }
    }
    net.setWeights(weights);
    const [y, ...rest] = net.predict(x).map((values) => toNested(values));
    const [ofH, ofSequence, ofH2, plain, ofC, ofC2] = rest;
    expect([ofH, ofH2, plain]).toEqual([y, y, y]);
    expect((ofSequence as number[][][]).map((steps) => steps.at(-1))).toEqual(y);
    expect(ofC2).toEqual(ofC);
    if (ofC) expect(ofC).not.toEqual(y);
  });

  it.each(["concat", "sum", "mul", "ave"] as const)("in both directions, %s", (mergeMode) => {
    for (const returnSequences of [false, true]) {
      const both = bidirectional({ layer: make({ returnSequences }), mergeMode });
      expect(
        checkGradients(both, { inputShape: [3, 2], batch: 2, samples: 1e6 }).error,
      ).toBeLessThan(1e-6);
      const layers = [
        embedding({ inputDim: 4, outputDim: 2, maskZero: true }),
        both,
        ...(returnSequences ? [make()] : []),
        dense({ units: 2 }),
      ];
      const y = targets(5, 2) as number[][];
      expect(
        gradientError({ inputShape: [4], layers, loss: "meanSquaredError", x: ids, y }),
      ).toBeLessThan(1e-6);
    }
  });

  it("in both directions with initial states", () => {
    const inputShapes = [[3, 2], ...Array.from({ length: 2 * states }, () => [3])];
    const both = bidirectional({ layer: make() });
    expect(checkGradients(both, { inputShapes, samples: 1e6 }).error).toBeLessThan(1e-6);
  });

  it("computes the same from a padded sequence as from the sequence itself", () => {
    const cut = ids.map((row) => row.filter((id) => id !== 0));
    for (const goBackwards of [false, true]) {
      const table = embedding({ inputDim: 4, outputDim: 2, maskZero: true });
      const padded = sequential({
        inputShape: [4],
        layers: [table, make({ goBackwards })],
        seed: 3,
      });
      const y = padded.predict(ids);
      for (const [i, row] of cut.entries()) {
        if (row.length === 0) {
          expect(Array.from(y.pick(i).data.subarray(3 * i, 3 * i + 3))).toEqual([0, 0, 0]);
          continue;
        }
        const layers = [embedding({ inputDim: 4, outputDim: 2 }), make({ goBackwards })];
        const short = sequential({ inputShape: [row.length], layers, seed: 3 });
        const expected = short.predict([row]);
        for (let j = 0; j < 3; j++) expect(y.get(i, j)).toBe(expected.get(0, j));
      }
    }
  });

  it("gives the state after every step, the last of which it gives alone", () => {
    for (const goBackwards of [false, true]) {
      const nets = [true, false].map((returnSequences) =>
        sequential({
          inputShape: [4, 2],
          layers: [make({ returnSequences, goBackwards })],
          seed: 5,
        }).predict(x),
      );
      for (let i = 0; i < 5; i++) {
        for (let j = 0; j < 3; j++) expect(nets[0]!.get(i, 3, j)).toBe(nets[1]!.get(i, j));
      }
    }
  });

  it("runs backwards what runs forwards over the reversed sequence", () => {
    const nets = [false, true].map((goBackwards) =>
      sequential({
        inputShape: [4, 2],
        layers: [make({ returnSequences: true, goBackwards })],
        seed: 5,
      }),
    );
    const reversed = x.map((row) => row.toReversed());
    expect(nets[1]!.predict(reversed).data).toEqual(nets[0]!.predict(x).data);
  });

  it("is the same after smaller and larger batches, and after training", async () => {
    const layers = [masking(), make({ returnSequences: true }), make(), dense({ units: 2 })];
    const net = sequential({ inputShape: [4, 2], layers });
    const alone = x.map((row) => Array.from(net.predict([row]).data));
    expect(Array.from(net.predict(x).data)).toEqual(alone.flat());
    expect(Array.from(net.predict(x, { batchSize: 2 }).data)).toEqual(alone.flat());
    const again = await loadModel(net.toBytes());
    expect(again.predict(x).data).toEqual(net.predict(x).data);
  });
});

describe("dropout inside recurrent layers", () => {
  const inputs = Float64Array.from({ length: 60 * 5 * 2 }, (_, i) => 1 + (i % 7));

  it.each(CELLS)("%s: gradients equal central differences, masks held", (_, make) => {
    for (const options of [
      { dropout: 0.4 },
      { recurrentDropout: 0.4 },
      { dropout: 0.3, recurrentDropout: 0.3 },
    ]) {
      const layers = [
        embedding({ inputDim: 4, outputDim: 4, maskZero: true }),
        make({ ...options, returnSequences: true }),
        make({ ...options, goBackwards: true }),
        dense({ units: 2 }),
      ];
      const y = targets(5, 2) as number[][];
      expect(
        gradientError({ inputShape: [4], layers, loss: "meanSquaredError", x: ids, y }),
      ).toBeLessThan(1e-6);
    }
  });

  it("is the same at every step, differs from sample to sample and step to step, and rests in prediction", () => {
    const outputs: number[][] = [];
    const layers = [
      simpleRnn({
        units: 2,
        activation: "linear",
        kernelInitializer: "identity",
        recurrentInitializer: "zeros",
        returnSequences: true,
        dropout: 0.25,
      }),
    ];
    const net = sequential({ inputShape: [5, 2], layers });
    const watch: Loss = {
      name: "watch",
      config: {},
      absorbs: () => false,
      target: (output) => output,
      bind:
        ({ y, loss }) =>
        () => {
          outputs.push(Array.from(y.data));
          loss.data[0] = 0;
        },
    };
    net.compile({ optimizer: sgd(), loss: watch });
    for (let i = 0; i < 2; i++) net.trainOnBatch(inputs, inputs);
    // y = x∘m: what is left of each feature of each sample is one factor, 0 or 1/(1 − ¼).
    const factors = outputs.map((y) =>
      Array.from({ length: 60 * 2 }, (_, at) => {
        const [sample, feature] = [at >> 1, at & 1];
        const all = [0, 1, 2, 3, 4].map((t) => {
          const place = sample * 10 + t * 2 + feature;
          return y[place]! / inputs[place]!;
        });
        for (const factor of all) expect(Math.abs(factor - all[0]!)).toBeLessThan(1e-6);
        return all[0]!;
      }),
    );
    for (const each of factors) {
      const kept = each.filter((factor) => factor > 0);
      for (const factor of kept) expect(Math.abs(factor - 4 / 3)).toBeLessThan(1e-6);
      // 120 draws with probability ¾: 90 ± 4 standard deviations of √(120·¾·¼) = 4.7.
      expect(Math.abs(kept.length - 90)).toBeLessThan(19);
    }
    expect(factors[1]).not.toEqual(factors[0]);
    expect(Array.from(net.predict(inputs).data)).toEqual(Array.from(inputs));
  });

  it.each(CELLS)("%s predicts after training as a net that was loaded", async (_, make) => {
    const both = bidirectional({ layer: make({ dropout: 0.2, recurrentDropout: 0.3 }) });
    const net = sequential({ inputShape: [4, 2], layers: [both] });
    net.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    for (const size of [2, 5]) net.trainOnBatch(x.slice(0, size), targets(size, 6) as number[][]);
    const again = await loadModel(net.toBytes());
    expect(net.predict(x).data).toEqual(again.predict(x).data);
  });

  it("of the state acts on what U sees", () => {
    const layers = [
      simpleRnn({
        units: 1,
        activation: "linear",
        kernelInitializer: "ones",
        recurrentInitializer: "ones",
        recurrentDropout: 0.5,
      }),
    ];
    const net = sequential({ inputShape: [3, 1], layers });
    const seen: number[] = [];
    net.compile({
      optimizer: sgd(),
      loss: {
        name: "watch",
        config: {},
        absorbs: () => false,
        target: (output) => output,
        bind:
          ({ y, loss }) =>
          () => {
            seen.push(...y.data);
            loss.data[0] = 0;
          },
      },
    });
    const data = Array.from({ length: 40 }, () => [[1], [1], [1]]);
    net.trainOnBatch(
      data,
      data.map(() => [0]),
    );
    // h = 1 + m·h with m = 0 gives 1, with m = 2 gives 1, 3, 7.
    expect(new Set(seen)).toEqual(new Set([1, 7]));
    expect(Array.from(net.predict([[[1], [1], [1]]]).data)).toEqual([3]);
  });

  it("refuses shares outside [0, 1)", () => {
    expect(() => lstm({ units: 1, dropout: 1 })).toThrow(
      "lstm: dropout: expected a number in [0, 1), got 1",
    );
    expect(() => gru({ units: 1, recurrentDropout: -0.1 })).toThrow(
      "gru: recurrentDropout: expected a number in [0, 1), got -0.1",
    );
  });
});

describe("timeDistributed", () => {
  it("is one product: the same as a dense layer on every step", () => {
    const layer = dense({ units: 3, activation: "tanh" });
    const net = sequential({ inputShape: [4, 2], layers: [timeDistributed({ layer })], seed: 1 });
    const y = net.predict(x);
    const [kernel, bias] = net.parameters;
    expect(kernel!.path).toBe("timeDistributed_1/dense_1/kernel");
    for (let t = 0; t < 4; t++) {
      for (let j = 0; j < 3; j++) {
        const z = x[1]![t]!.reduce(
          (sum, value, i) => sum + value * kernel!.value.get(i, j),
          bias!.value.get(j),
        );
        // Three roundings of numbers below 3, and tanh within 2.1 ulp.
        expect(Math.abs(y.get(1, t, j) - Math.tanh(z))).toBeLessThan(1e-6);
      }
    }
    expect(
      checkGradients(timeDistributed({ layer }), { inputShape: [4, 2], samples: 1e6 }).error,
    ).toBeLessThan(1e-6);
  });

  it("passes masks, and leaves a softmax to the loss", async () => {
    const layers = [
      embedding({ inputDim: 4, outputDim: 2, maskZero: true }),
      timeDistributed({ layer: dense({ units: 2 }) }),
      lstm({ units: 3, returnSequences: true }),
      timeDistributed({ layer: dense({ units: 4, activation: "softmax" }) }),
    ];
    const loss = "sparseCategoricalCrossentropy";
    expect(gradientError({ inputShape: [4], layers, loss, x: ids, y: ids })).toBeLessThan(1e-6);
  });
});

describe("by hand", () => {
  it("a simple net adds up what it has seen", () => {
    const layers = [
      simpleRnn({
        units: 1,
        activation: "linear",
        kernelInitializer: "ones",
        recurrentInitializer: { name: "constant", value: 0.5 },
        returnSequences: true,
      }),
    ];
    const net = sequential({ inputShape: [4, 1], layers });
    // h = x + h/2
    expect(Array.from(net.predict([[[4], [2], [0], [8]]]).data)).toEqual([4, 4, 2, 9]);
  });

  it("bidirectional merges in the order of time", () => {
    const layer = simpleRnn({
      units: 1,
      activation: "linear",
      kernelInitializer: "ones",
      recurrentInitializer: { name: "constant", value: 0.5 },
      returnSequences: true,
    });
    const y = (mergeMode: "concat" | "sum" | "mul" | "ave") =>
      Array.from(
        sequential({
          inputShape: [3, 1],
          layers: [bidirectional({ layer, mergeMode })],
        }).predict([[[4], [2], [8]]]).data,
      );
    // Forwards 4, 4, 10; backwards 8, 6, 7 for steps 2, 1, 0.
    expect(y("concat")).toEqual([4, 7, 4, 6, 10, 8]);
    expect(y("sum")).toEqual([11, 10, 18]);
    expect(y("mul")).toEqual([28, 24, 80]);
    expect(y("ave")).toEqual([5.5, 5, 9]);
  });

  it("embedding looks up rows, and adds the gradients of those it took twice", () => {
    const net = sequential({ inputShape: [2], layers: [embedding({ inputDim: 3, outputDim: 2 })] });
    net.parameters[0]!.value.data.set([1, 2, 3, 4, 5, 6]);
    expect(
      Array.from(
        net.predict([
          [2, 0],
          [1, 1],
        ]).data,
      ),
    ).toEqual([5, 6, 1, 2, 3, 4, 3, 4]);
    const y = targets(3, 2, 2) as number[][][];
    const layers = [embedding({ inputDim: 3, outputDim: 2 })];
    const seen = [[2, 0], [1, 1], [2, 2]]; // biome-ignore format: one line
    expect(
      gradientError({ inputShape: [2], layers, loss: "meanSquaredError", x: seen, y }),
    ).toBeLessThan(1e-6);
  });
});

describe("layers around layers", () => {
  const layers = [
    embedding({ inputDim: 4, outputDim: 2, maskZero: true, name: "words" }),
    dropout({ rate: 0.5 }),
    activation({ activation: "tanh" }),
    bidirectional({ layer: lstm({ units: 3, returnSequences: true }), mergeMode: "sum" }),
    timeDistributed({ layer: dense({ units: 2 }) }),
    gru({ units: 3, resetAfter: false }),
  ];

  it("come back from a file", async () => {
    const net = sequential({ inputShape: [4], layers });
    const again = await loadModel(net.toBytes());
    expect(again.predict(ids).data).toEqual(net.predict(ids).data);
    expect(again.parameters.map(({ path }) => path)).toEqual([
      "words/embeddings",
      ...["forward", "backward"].flatMap((direction) =>
        ["kernel", "recurrentKernel", "bias"].map((name) => `bidirectional_1/${direction}/${name}`),
      ),
      "timeDistributed_1/dense_1/kernel",
      "timeDistributed_1/dense_1/bias",
      "gru_1/kernel",
      "gru_1/recurrentKernel",
      "gru_1/bias",
    ]);
    expect(net.summary()).toContain("bidirectional_1");
  });

  it("hand masks on, dropout and activations too", () => {
    const net = sequential({ inputShape: [4], layers });
    const short = sequential({ inputShape: [2], layers });
    // What stands behind the end makes no difference: padding of another table would.
    expect(Array.from(net.predict([[1, 2, 0, 0]]).data)).toEqual(
      Array.from(short.predict([[1, 2]]).data),
    );
  });
});

describe("bad shapes and data: errors before anything runs", () => {
  const build = (inputShape: readonly number[], ...layers: Layer[]) =>
    sequential({ inputShape, layers });

  it.each<[string, () => unknown, string]>([
    ["no units", () => lstm({ units: 0 }), "lstm: units: expected a whole number, at least 1, got 0"],
    ["no sequence", () => build([4], gru({ units: 2 })), 'gru "gru_1": input: expected [time, features], got [4]'],
    ["no step", () => build([0, 4], lstm({ units: 2 })), 'lstm "lstm_1": input: expected at least one step, got [batch, 0, 4]'],
    ["no step to mask", () => build([0, 4], masking()), 'masking "masking_1": input: expected at least one step, got [batch, 0, 4]'],
    ["one state of two", () => {
      const inputs = [input({ shape: [3, 2] }), input({ shape: [4] })];
      graph({ inputs, outputs: lstm({ units: 4 }).apply(inputs) });
    }, 'lstm "lstm_1": expected 3 inputs, a sequence and the initial h and c, or the sequence alone, got 2'],
    ["a state of another width", () => {
      const inputs = [input({ shape: [3, 2] }), input({ shape: [5] })];
      graph({ inputs, outputs: gru({ units: 4 }).apply(inputs) });
    }, 'gru "gru_1": initial h: expected [4], got [5]'],
    ["masks of what is no sequence", () => build([3, 2], embedding({ inputDim: 4, outputDim: 2, maskZero: true })), 'embedding "embedding_1": input: expected [time], got [3, 2]; only sequences can have a mask'],
    ["steps of nothing", () => build([0, 2], timeDistributed({ layer: dense({ units: 1 }) })), "timeDistributed \"timeDistributed_1\": input: expected [batch, time, …], got no step"],
    ["a step that does not fit", () => build([3, 2, 2], timeDistributed({ layer: dense({ units: 1 }) })), 'dense "timeDistributed_1/dense_1": input: expected [inputs], got [2, 2]'],
    ["states for one direction", () => {
      const inputs = [input({ shape: [3, 2] }), input({ shape: [4] })];
      graph({ inputs, outputs: bidirectional({ layer: gru({ units: 4 }) }).apply(inputs) });
    }, 'bidirectional "bidirectional_1": expected a sequence and as many initial states for each direction, got 2 inputs'],
    ["a mask of another length", () => {
      const half = defineLayer("half", () => (_scope, shape) => ({
        output: [shape[0]! / 2, ...shape.slice(1)],
        mask: "passes",
        bind: () => ({ forward: () => {}, backward: () => {} }),
      }));
      build([4], embedding({ inputDim: 4, outputDim: 2, maskZero: true }), half(), lstm({ units: 1 }));
    }, 'half "half_1": expected to hand on a mask of 2 steps, got one of 4'],
    ["no recurrent layer", () => bidirectional({ layer: dense({ units: 1 }) }), 'bidirectional: layer: dense: unknown option "goBackwards"'],
    ["states of both directions", () => bidirectional({ layer: lstm({ units: 1, returnState: true }) }), "bidirectional: layer: expected a layer of one output, got one with returnState"],
    ["states of each step", () => timeDistributed({ layer: gru({ units: 1, returnState: true }) }), "timeDistributed: layer: expected a layer of one output, got one with returnState"],
    ["states in a row", () => sequential({ inputShape: [2, 1], layers: [gru({ units: 1, returnState: true })] }), "model: layers[0]: expected a layer of one output, got one with returnState; apply it in a graph"],
    ["backwards already", () => bidirectional({ layer: lstm({ units: 1, goBackwards: true }) }), "bidirectional: layer: expected goBackwards false, got true"],
    ["an unknown merge", () => bidirectional({ layer: lstm({ units: 1 }), mergeMode: "max" as "sum" }), 'bidirectional: mergeMode: expected one of "concat", "sum", "mul", "ave", got "max"'],
    ["dense on a sequence", () => build([3, 2], dense({ units: 1 })), "add flatten() in front of it, or put it in timeDistributed() for sequences"],
  ])("%s", (_, make, message) => { expect(make).toThrow(message); }); // biome-ignore format: one line a case

  it.each([
    [[[0, 4]], "predict: x: expected indices from 0 to 3, got 4 in sample 0"],
    [
      [
        [0, 1],
        [-1, 0],
      ],
      "predict: x: expected indices from 0 to 3, got -1 in sample 1",
    ],
    [[[0, 0.5]], "predict: x: expected indices from 0 to 3, got 0.5 in sample 0"],
  ])("indices %j", (data, message) => {
    const net = build([2], embedding({ inputDim: 4, outputDim: 2 }));
    expect(() => net.predict(data)).toThrow(message);
  });

  it("indices of the second input, and those that a view hands on", () => {
    const [first, second] = [input({ shape: [2] }), input({ shape: [1, 2] })];
    const flat = timeDistributed({ layer: embedding({ inputDim: 9, outputDim: 2 }) });
    const outputs = [embedding({ inputDim: 4, outputDim: 2 }).apply(first), flat.apply(second)];
    const net = graph({ inputs: [first, second], outputs });
    expect(() => net.predict([[[0, 4]], [[[0, 1]]]])).toThrow(
      "predict: x[0]: expected indices from 0 to 3",
    );
    expect(() => net.predict([[[0, 3]], [[[0, 9]]]])).toThrow(
      "predict: x[1]: expected indices from 0 to 8, got 9",
    );
  });
});

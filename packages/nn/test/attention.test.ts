import {
  checkGradients,
  dense,
  embedding,
  graph,
  input,
  type Layer,
  type Loss,
  loadModel,
  masking,
  multiHeadAttention,
  positionalEmbedding,
  sequential,
  sgd,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";
import { gradientError } from "./gradients.ts";

const ids = [[1, 2, 0, 0], [0, 3, 1, 2], [2, 0, 0, 1], [3, 1, 2, 1], [0, 0, 0, 0]]; // biome-ignore format: sequences

const waves = (count: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + 0.5));

describe("multiHeadAttention: gradients equal central differences", () => {
  const layer = (options: object = {}) =>
    multiHeadAttention({ numHeads: 2, keyDim: 3, ...options });
  it.each([
    [{}],
    [{ causal: true }],
    [{ useBias: false }],
    [{ dropout: 0.4 }],
    [{ dropout: 0.4, causal: true }],
    [{ valueDim: 2, outputDim: 5 }],
    [{ numHeads: 1, keyDim: 1 }],
  ])("with %j", (options) => {
    for (const inputShapes of [
      [[1, 2]],
      [[4, 3]],
      [
        [4, 3],
        [5, 2],
      ],
      [
        [3, 3],
        [4, 2],
        [4, 5],
      ],
    ]) {
      const check = { inputShapes, batch: 2, samples: 1e6 };
      expect(checkGradients(layer(options), check).error).toBeLessThan(1e-6);
    }
  });

  it.each([false, true])("with a mask, causal %j", (causal) => {
    const layers = [
      embedding({ inputDim: 4, outputDim: 2, maskZero: true }),
      positionalEmbedding(),
      layer({ causal }),
      layer({ causal }),
    ];
    const y = waves(5 * 8);
    expect(
      gradientError({ inputShape: [4], layers, loss: "meanSquaredError", x: ids, y }),
    ).toBeLessThan(1e-6);
  });

  it("with the mask of what it attends to, used twice in a graph", () => {
    const net = () => {
      const [query, tokens] = [input({ shape: [3, 2] }), input({ shape: [4] })];
      const value = embedding({ inputDim: 4, outputDim: 2, maskZero: true }).apply(tokens);
      const attend = layer();
      return graph({
        inputs: [query, tokens],
        outputs: attend.apply([attend.apply([query, value]), value]),
      });
    };
    const x = [waves(5 * 6), ids];
    expect(gradientError({ net, loss: "meanSquaredError", x, y: waves(5 * 6) })).toBeLessThan(1e-6);
  });
});

describe("multiHeadAttention by hand", () => {
  const one = { name: "values", values: [[1]] } as const;
  const options = { numHeads: 1, keyDim: 1, kernelInitializer: one, useBias: false };

  it("takes means by the powers of the scores", () => {
    const net = sequential({ inputShape: [2, 1], layers: [multiHeadAttention(options)] });
    // Scores of the second query, 1: 0 and 1.
    const [a, b] = net.predict([[[0], [1]]]).data;
    expect(a).toBe(0.5);
    expect(Math.abs(b! - Math.E / (1 + Math.E))).toBeLessThan(1e-6);
  });

  it("does not see what comes later, nor what a mask hides", () => {
    const causal = sequential({
      inputShape: [3, 1],
      layers: [multiHeadAttention({ ...options, causal: true })],
    });
    const [first, second] = causal.predict([[[3], [0], [9]]]).data;
    expect([first, second]).toEqual([3, 1.5]);

    const table = { name: "values", values: [[5], [3], [0]] } as const;
    const masked = sequential({
      inputShape: [3],
      layers: [
        embedding({ inputDim: 3, outputDim: 1, maskZero: true, embeddingsInitializer: table }),
        multiHeadAttention(options),
      ],
    });
    const y = Array.from(
      masked.predict([
        [2, 0, 1],
        [0, 0, 0],
      ]).data,
    );
    // The query 0 meets 0 and 3 alike; where all is masked there is nothing.
    expect([y[0], ...y.slice(3)]).toEqual([1.5, 0, 0, 0]);
  });

  it("sees only what neither the mask of the value nor that of the key hides", () => {
    const [query, value, key] = [1, 3, 3].map((steps) => input({ shape: [steps, 1] }));
    const outputs = multiHeadAttention(options).apply([
      query!,
      masking({ maskValue: 9 }).apply(value!),
      masking({ maskValue: 9 }).apply(key!),
    ]);
    const net = graph({ inputs: [query!, value!, key!], outputs });
    // Of the values 4, 5 and a masked one the first has a masked key.
    expect(net.predict([[[[0]]], [[[4], [5], [9]]], [[[9], [1], [1]]]]).data[0]).toBe(5);
  });

  it("drops weights in training, and makes up for it", () => {
    // One key has the weight 1 of each of 4096 queries, and its value is 1.
    const [query, key] = [input({ shape: [4096, 1] }), input({ shape: [1, 1] })];
    const outputs = multiHeadAttention({ ...options, dropout: 0.25 }).apply([query, key]);
    const net = graph({ inputs: [query, key], outputs });
    const data = [new Float32Array(4096), new Float32Array([1])];
    const seen: number[] = [];
    const loss: Loss = {
      name: "look",
      config: {},
      absorbs: () => false,
      target: (output) => output,
      bind:
        ({ y, dy, loss }) =>
        () => {
          seen.push(...y.data);
          loss.data[0] = 0;
          dy?.data.fill(0);
        },
    };
    net.compile({ optimizer: sgd(), loss });
    net.trainOnBatch(data, new Float32Array(4096));
    const kept = Math.fround(1 / 0.75);
    expect(new Set(seen)).toEqual(new Set([0, kept]));
    const dropped = seen.filter((value) => value === 0).length;
    // A binomial count, within four standard deviations.
    expect(Math.abs(dropped - 1024)).toBeLessThan(4 * Math.sqrt(4096 * 0.25 * 0.75));
    expect(new Set(net.predict(data).data)).toEqual(new Set([1]));
    const first = seen.splice(0);
    net.trainOnBatch(data, new Float32Array(4096));
    expect(seen).not.toEqual(first);
  });

  it("computes the same from a padded sequence as from the sequence itself", () => {
    const layers = (): Layer[] => [
      embedding({ inputDim: 4, outputDim: 4, maskZero: true }),
      multiHeadAttention({ numHeads: 2, keyDim: 2 }),
    ];
    const padded = sequential({ inputShape: [5], layers: layers(), seed: 2 });
    const short = sequential({ inputShape: [3], layers: layers(), seed: 2 });
    const [y, expected] = [padded.predict([[1, 2, 3, 0, 0]]), short.predict([[1, 2, 3]])];
    for (let i = 0; i < expected.size; i++) {
      // Sums of five terms for sums of three: some roundings of numbers below 1.
      expect(Math.abs(y.data[i]! - expected.data[i]!)).toBeLessThan(1e-6);
    }
  });

  it("comes back from a file", async () => {
    const layers = [
      embedding({ inputDim: 4, outputDim: 4, maskZero: true }),
      positionalEmbedding({ sinusoidal: true }),
      multiHeadAttention({ numHeads: 2, keyDim: 2 }),
    ];
    const net = sequential({ inputShape: [4], layers });
    const again = await loadModel(net.toBytes());
    expect(again.predict(ids).data).toEqual(net.predict(ids).data);
  });
});

describe("positionalEmbedding", () => {
  it.each([{}, { trainable: false }, { sinusoidal: true }, { sinusoidal: true, trainable: true }])(
    "gradients equal central differences with %j",
    (options) => {
      const check = { inputShape: [4, 3], samples: 1e6 };
      expect(checkGradients(positionalEmbedding(options), check).error).toBeLessThan(1e-6);
    },
  );

  it("is sines and cosines of all wave lengths", () => {
    const layers = [positionalEmbedding({ sinusoidal: true })];
    const net = sequential({ inputShape: [2000, 6], layers });
    expect(net.parameters[0]!.trainable).toBe(false);
    const y = net.predict([Array.from({ length: 2000 }, () => [0, 0, 0, 0, 0, 0])]);
    for (const t of [0, 1, 2, 777, 1999]) {
      for (let j = 0; j < 6; j++) {
        const angle = t / 10000 ** ((2 * Math.floor(j / 2)) / 6);
        const expected = j % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
        // One rounding to float32, and 2⁻⁴⁴ of an angle of 2000.
        expect(Math.abs(y.get(0, t, j) - expected)).toBeLessThan(1e-7);
      }
    }
  });
});

describe("bad shapes: errors at build time", () => {
  const two = (a: number[], b: number[]): (() => void) => {
    return () => {
      const inputs = [input({ shape: a }), input({ shape: b }), input({ shape: [3, 2] })];
      const outputs = multiHeadAttention({ numHeads: 1, keyDim: 1 }).apply(inputs);
      graph({ inputs, outputs });
    };
  };
  it.each<[string, () => unknown, string]>([
    ["no head", () => multiHeadAttention({ numHeads: 0, keyDim: 2 }), "multiHeadAttention: numHeads: expected a whole number, at least 1, got 0"],
    ["no width", () => multiHeadAttention({ numHeads: 1, keyDim: 0.5 }), "multiHeadAttention: keyDim: expected a whole number, at least 1, got 0.5"],
    ["no width of values", () => multiHeadAttention({ numHeads: 1, keyDim: 1, valueDim: 0 }), "multiHeadAttention: valueDim: expected a whole number, at least 1, got 0"],
    ["no sequence", two([4], [3, 2]), 'multiHeadAttention "multiHeadAttention_1": input: expected [time, features], got [4]'],
    ["no step", two([0, 4], [3, 2]), "input: expected at least one step, got [batch, 0, 4]"],
    ["keys of other steps than values", two([4, 2], [5, 2]), "key, for values of 5 steps: expected [5, features], got [3, 2]"],
    ["positions of what is no sequence", () => sequential({ inputShape: [3], layers: [positionalEmbedding()] }), 'positionalEmbedding "positionalEmbedding_1": input: expected [time, features], got [3]'],
    ["sinusoids and an initializer", () => positionalEmbedding({ sinusoidal: true, embeddingsInitializer: "zeros" }), "positionalEmbedding: expected sinusoidal or an embeddingsInitializer, got both"],
    ["four inputs", () => {
      const inputs = [0, 1, 2, 3].map(() => input({ shape: [3, 2] }));
      graph({ inputs, outputs: multiHeadAttention({ numHeads: 1, keyDim: 1 }).apply(inputs) });
    }, "expected one to three inputs, the query, the value and the key, got 4"],
  ])("%s", (_, make, message) => { expect(make).toThrow(message); }); // biome-ignore format: one line a case

  it("a mask of another length cannot arise: it belongs to what is attended to", () => {
    const [tokens, query] = [input({ shape: [4] }), input({ shape: [3, 2] })];
    const value = embedding({ inputDim: 4, outputDim: 2, maskZero: true }).apply(tokens);
    const outputs = dense({ units: 1 });
    expect(outputs.type).toBe("dense");
    const net = graph({
      inputs: [query, tokens],
      outputs: multiHeadAttention({ numHeads: 1, keyDim: 1 }).apply([query, value]),
    });
    expect(
      net.predict([
        [
          [
            [1, 2],
            [3, 4],
            [5, 6],
          ],
        ],
        [[1, 0, 0, 0]],
      ]).shape,
    ).toEqual([1, 3, 2]);
  });
});

import { kernels, useKernels } from "@kindling/core";
import {
  add,
  concatenate,
  dense,
  embedding,
  graph,
  input,
  type Layer,
  type LossName,
  lambda,
  lstm,
  type MetricName,
  type Model,
  masking,
  rescaling,
  sequential,
  sgd,
  sparseCategoricalCrossentropy,
  timeDistributed,
} from "@kindling/nn";
import { afterAll, describe, expect, it } from "vitest";
import { LOSSES } from "../src/losses/resolve.ts";
import { METRICS } from "../src/metrics/resolve.ts";
import golden from "./golden/masked-losses.json" with { type: "json" };
import { gradientError } from "./gradients.ts";

const usual = kernels().name;
afterAll(() => useKernels(usual));

const wave = (salt: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + salt));

/** Largest difference, relative to the largest entry. */
function distance(got: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(got.length).toBe(expected.length);
  const scale = Math.max(...Array.from(expected, Math.abs));
  return Math.max(...Array.from(expected, (value, i) => Math.abs(got[i]! - value))) / scale;
}

// Float64 differs by roundings; float32 by those of five steps of an LSTM, a few 2⁻²⁴ each.
describe.each([
  ["reference", 1e-12],
  ["js", 1e-5],
  ["wasm-simd", 1e-5],
] as const)("PyTorch and the %s kernels agree to %d where steps are padded", (set, tolerance) => {
  const { tokens, labels, cases } = golden;
  it.each(cases.map((each) => [each.loss, each.weights, each] as const))(
    "%s, weights %j",
    (name, weights, each) => {
      useKernels(set);
      const activation = name === "meanSquaredError" ? "linear" : "softmax";
      const model = sequential({
        inputShape: [5],
        layers: [
          embedding({ inputDim: 5, outputDim: 2, maskZero: true }),
          lstm({ units: 4, returnSequences: true }),
          timeDistributed({ layer: dense({ units: 3, activation }) }),
        ],
      });
      model.compile({ optimizer: sgd({ learningRate: 1e-9 }), loss: name as LossName });
      model.parameters.forEach(({ value }, i) => {
        value.data.set(wave(i + 1, value.size));
      });
      const y = name === "meanSquaredError" ? Float64Array.from(wave(0.9, 45)) : labels;
      const sampleWeight = weights ?? undefined;
      expect(
        distance([model.evaluate(tokens, y, { sampleWeight }).loss!], [each.value]),
      ).toBeLessThan(tolerance);
      model.trainOnBatch(tokens, y, { sampleWeight });
      for (const [i, { grad }] of model.parameters.entries()) {
        expect(distance(grad.data, each.grads[i]!)).toBeLessThan(tolerance);
      }
    },
  );
});

/** Four sequences, of which steps with features (9, 9) are masked: two begin late, one is masked as a whole. */
const MASK = [[1, 1, 1], [0, 1, 0], [0, 0, 1], [0, 0, 0]]; // biome-ignore format: a row for each
const STEPS = 3;
const features = MASK.flat().map((seen, i) => (seen ? wave(i, 2) : [9, 9]));
const bySequence = <T>(rows: readonly T[]): T[][] =>
  MASK.map((_, i) => rows.slice(i * STEPS, (i + 1) * STEPS));
const counts = <T>(rows: readonly T[]): T[] => rows.filter((_, i) => MASK.flat()[i] === 1);

const row = (at: number, kind: string): number[] | number => {
  if (kind === "classes") return at % 3;
  if (kind === "one-hot") return [0, 1, 2].map((j) => (j === at % 3 ? 1 : 0));
  return [0, 1, 2].map((j) => (j + at) % 2);
};
const targetsOf = (kind: string) => MASK.flat().map((_, i) => row(i, kind));
const kindOf = (name: string): string =>
  /^sparse/.test(name) ? "classes" : /^(categorical|kullback)/.test(name) ? "one-hot" : "numbers";

function nets(
  loss: LossName,
  options: { metrics?: MetricName[]; weightedMetrics?: MetricName[] } = {},
) {
  const inside = (): Layer => dense({ units: 3, activation: "softmax", name: "dense" });
  const masked = sequential({
    inputShape: [STEPS, 2],
    seed: 3,
    layers: [masking({ maskValue: 9 }), timeDistributed({ layer: inside() })],
  });
  const bare = sequential({ inputShape: [2], layers: [inside()] });
  bare.parameters.forEach(({ value }, i) => {
    value.data.set(masked.parameters[i]!.value.data);
  });
  for (const net of [masked, bare]) net.compile({ optimizer: sgd(), loss, ...options });
  return [masked, bare] as const;
}

const gradients = (model: Model): number[] =>
  model.parameters.flatMap(({ grad }) => [...grad.data]);

describe("steps that are masked might as well not be there", () => {
  it.each(Object.keys(LOSSES) as LossName[])("in %s and its gradient", (loss) => {
    useKernels("reference");
    const [masked, bare] = nets(loss);
    const y = targetsOf(kindOf(loss));
    const { loss: got } = masked.trainOnBatch(bySequence(features), bySequence(y as number[]));
    const { loss: expected } = bare.trainOnBatch(counts(features), counts(y as number[]));
    expect(Math.abs(got! - expected!)).toBeLessThan(1e-13);
    expect(distance(gradients(masked), gradients(bare))).toBeLessThan(1e-12);
  });

  it.each(Object.keys(METRICS) as MetricName[])(
    "in the metric %s, over batches of any size",
    (metric) => {
      useKernels("reference");
      const [masked, bare] = nets("meanSquaredError", { metrics: [metric] });
      const y = targetsOf("one-hot") as number[][];
      const sparse = metric === "sparseCategoricalAccuracy";
      const targets = sparse ? (targetsOf("classes") as number[]) : y;
      if (sparse) {
        for (const net of [masked, bare]) {
          net.compile({
            optimizer: sgd(),
            loss: "sparseCategoricalCrossentropy",
            metrics: [metric],
          });
        }
      }
      const expected = bare.evaluate(counts(features), counts<unknown>(targets) as number[]);
      for (const batchSize of [1, 3, 4]) {
        const got = masked.evaluate(
          bySequence(features),
          bySequence<unknown>(targets) as number[][],
          { batchSize },
        );
        for (const [name, value] of Object.entries(expected)) {
          expect(Math.abs(got[name]! - value), `${name} by ${batchSize}`).toBeLessThan(1e-13);
        }
      }
    },
  );

  it("with the weights of samples, which count in weighted metrics alone", () => {
    useKernels("reference");
    const [masked, bare] = nets("meanSquaredError", { metrics: ["mae"], weightedMetrics: ["mse"] });
    const [y, sampleWeight] = [targetsOf("numbers") as number[][], [1, 0.25, 3, 2]];
    const ofSteps = MASK.flatMap((steps, i) => steps.map(() => sampleWeight[i]!));
    const got = masked.trainOnBatch(bySequence(features), bySequence(y), { sampleWeight });
    const expected = bare.trainOnBatch(counts(features), counts(y), {
      sampleWeight: counts(ofSteps),
    });
    for (const [name, value] of Object.entries(expected)) {
      expect(Math.abs(got[name]! - value), name).toBeLessThan(1e-13);
    }
    expect(distance(gradients(masked), gradients(bare))).toBeLessThan(1e-12);
  });

  it("with weights of steps, and of their classes", () => {
    useKernels("reference");
    const weights = MASK.flat().map((_, i) => 0.5 + (i % 4));
    const [ofAll, ofThose] = [bySequence(weights), counts(weights)];
    const classWeight = { 0: 0.25, 2: 3 };
    for (const [loss, y] of [
      ["categoricalCrossentropy", targetsOf("one-hot")],
      ["sparseCategoricalCrossentropy", targetsOf("classes")],
    ] as const) {
      const metrics: MetricName[] = ["accuracy"];
      const [masked, bare] = nets(loss, { metrics, weightedMetrics: [] });
      const [xs, ys] = [bySequence(features), bySequence(y as number[])];
      for (const [ofMasked, ofBare] of [
        [{ sampleWeight: ofAll }, { sampleWeight: ofThose }],
        [{ sampleWeight: Float32Array.from(weights) }, { sampleWeight: ofThose }],
        [{ classWeight }, { classWeight }],
        [
          { classWeight, sampleWeight: ofAll },
          { classWeight, sampleWeight: ofThose },
        ],
      ]) {
        const got = masked.evaluate(xs, ys, { ...ofMasked, batchSize: 3 });
        const expected = bare.evaluate(counts(features), counts(y as number[]), ofBare);
        expect(Math.abs(got.loss! - expected.loss!)).toBeLessThan(1e-13);
        expect(got.accuracy).toBe(expected.accuracy);
        masked.trainOnBatch(xs, ys, ofMasked);
        bare.trainOnBatch(counts(features), counts(y as number[]), ofBare);
        expect(distance(gradients(masked), gradients(bare))).toBeLessThan(1e-11);
      }
    }
  });

  it("and a batch without any step that counts changes nothing", () => {
    const [masked] = nets("categoricalCrossentropy");
    const before = masked.getWeights();
    masked.trainOnBatch([[[9, 9], [9, 9], [9, 9]]], [[[1, 0, 0], [1, 0, 0], [1, 0, 0]]]); // biome-ignore format: one line
    expect(masked.getWeights()).toEqual(before);
  });
});

it("weighs pixels by their class", () => {
  const net = sequential({ inputShape: [1, 2, 2], layers: [rescaling({ scale: 1 })] });
  net.compile({ optimizer: sgd(), loss: sparseCategoricalCrossentropy({ fromLogits: true }) });
  // Both pixels have the probabilities ¼ and ¾; the classes are 1 and 0.
  const x = [[[[0, Math.log(3)], [0, Math.log(3)]]]]; // biome-ignore format: one image
  const { loss } = net.evaluate(x, [[[1, 0]]], { classWeight: { 0: 5 } });
  expect(Math.abs(loss! - (Math.log(4 / 3) + 5 * Math.log(4)) / 2)).toBeLessThan(1e-6);
  const ofPixels = net.evaluate(x, [[[1, 0]]], { sampleWeight: [[[2, 0]]] });
  expect(Math.abs(ofPixels.loss! - Math.log(4 / 3))).toBeLessThan(1e-6);
  expect(() => net.evaluate(x, [[[1, 0]]], { sampleWeight: [[2, 0]] })).toThrow(
    "evaluate: sampleWeight: expected [batch, 1, 2], got [1, 2]",
  );
});

it("ends the mask in a lambda, unless that hands it on", () => {
  const figures = [{}, { mask: "passes" } as const].map((options) => {
    const same = lambda("same", {
      forward: ({ x, y }) => y.data.set(x.data),
      backward: ({ dx, dy }) => dx?.data.set(dy.data),
      ...options,
    });
    const net = sequential({ inputShape: [2, 1], layers: [masking(), same()] });
    net.compile({ optimizer: sgd(), loss: "meanAbsoluteError" });
    return net.evaluate([[[4], [0]]], [[[0], [0]]]).loss;
  });
  expect(figures).toEqual([2, 4]);
});

it("joins the masks of what is added, and of what stands side by side", () => {
  const [a, b] = [input({ shape: [2] }), input({ shape: [2] })];
  const table = { name: "values", values: [[0], [1], [2]] } as const;
  const embed = () =>
    embedding({ inputDim: 3, outputDim: 1, maskZero: true, embeddingsInitializer: table });
  const [ofA, ofB] = [embed().apply(a), embed().apply(b)];
  const outputs = [
    add().apply([ofA, ofB]),
    concatenate().apply([ofA, ofB]),
    concatenate({ axis: 1 }).apply([ofA, ofB]),
  ];
  const net = graph({ inputs: [a, b], outputs });
  net.compile({ optimizer: sgd(), loss: "meanAbsoluteError" });
  const y = [
    [[[0], [0]]],
    [
      [
        [0, 0],
        [0, 0],
      ],
    ],
    [[[0], [0], [0], [0]]],
  ];
  const figures = net.evaluate([[[1, 2]], [[0, 2]]], y);
  // The first steps are 1 and nothing, the second 2 and 2.
  expect([figures.add_1_loss, figures.concatenate_1_loss]).toEqual([4, 2]);
  // One behind the other in time no mask holds: the mean of 1, 2, 0 and 2.
  expect(figures.concatenate_2_loss).toBe(1.25);
});

it.each([
  "meanSquaredError",
  "binaryCrossentropy",
  "categoricalHinge",
  "cosineSimilarity",
] as const)("%s behind a mask: gradients equal central differences", (loss) => {
  const layers = [
    masking({ maskValue: 9 }),
    lstm({ units: 3, returnSequences: true }),
    timeDistributed({ layer: dense({ units: 3, activation: "sigmoid" }) }),
  ];
  const y = bySequence(targetsOf("one-hot") as number[][]);
  expect(
    gradientError({ inputShape: [STEPS, 2], layers, loss, x: bySequence(features), y }),
  ).toBeLessThan(1e-6);
});

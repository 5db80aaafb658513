import {
  adam,
  applyRemedy,
  batchNormalization,
  cosineDecay,
  type DiagnosedStep,
  type DoctorOptions,
  dense,
  diagnose,
  doctor,
  dropout,
  formatDiagnosis,
  gaussianNoise,
  graph,
  input,
  sequential,
  stepDecay,
} from "@kindling/nn";
import { afterEach, describe, expect, it, vi } from "vitest";
import { predict, predictGradients } from "../../src/inspect/doctor/mean-field.ts";
import { spreadOf } from "../../src/inspect/doctor/spread.ts";
import { trendOf } from "../../src/inspect/doctor/trend.ts";
import { HEALTHY, PLANTED } from "./cases.ts";
import { mlp, resnet } from "./nets.ts";

afterEach(() => vi.restoreAllMocks());

describe("spreadOf", () => {
  it("has the figures by hand", () => {
    // Two samples of two units: means 2 and 0; about them ±1 and 0.
    const spread = spreadOf(Float32Array.of(1, 0, 3, 0), 2, 2);
    expect(spread).toMatchObject({
      units: 2,
      finite: true,
      mean: 1,
      min: 0,
      max: 3,
      zeros: 0.5,
      deadUnits: 0.5,
      rank: 1,
    });
    expect(spread.std).toBeCloseTo(Math.sqrt(1.5), 12); // (0 + 1 + 4 + 1)/4
    expect(spread.rms).toBeCloseTo(Math.sqrt(2.5), 12);
    expect(spread.norm).toBeCloseTo(Math.sqrt(5), 12); // (1 + 9)/2
    expect(spread.variation).toBeCloseTo(Math.sqrt(0.5), 12); // (1 + 0 + 1 + 0)/4
    expect(spread.histogram.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect([spread.histogram[0], spread.histogram.at(-1)]).toEqual([2, 1]);
  });

  it("counts the dimensions that samples spread over", () => {
    const corners = Float32Array.of(1, 1, -1, 1, 1, -1, -1, -1);
    expect(spreadOf(corners, 4, 2).rank).toBeCloseTo(2, 12); // λ = 1, 1
    const line = Float32Array.of(1, 2, 2, 4, -3, -6);
    expect(spreadOf(line, 3, 2).rank).toBeCloseTo(1, 12);
    const cross = Float32Array.of(1, 0, 0, -1, 0, 0, 0, 1, 2, 0, -1, -2);
    expect(spreadOf(cross, 4, 3).rank).toBeCloseTo(144 / 104, 12); // λ = 2, 10
    expect(spreadOf(Float32Array.of(5, 5, 5, 5), 2, 2).rank).toBe(0);
  });

  it("bears values that are not finite", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(spreadOf(Float32Array.of(value, 1), 1, 2)).toMatchObject({
        finite: false,
        histogram: [],
      });
    }
  });
});

describe("predict", () => {
  const { parameters, layers } = mlp({ depth: 3, width: 8, kernel: "heNormal" }).model;
  const links = layers.map((layer, i) => ({
    layer,
    parameters: parameters.slice(2 * i, 2 * i + 2),
  }));

  it("keeps the scale through relus with He's law: q = 2·rms², χ = 1", () => {
    for (const prediction of predict(links.slice(0, 3), 0.5)) {
      expect(prediction!.rms).toBeCloseTo(0.5, 9);
      expect(prediction!.factor).toBeCloseTo(1, 9);
    }
  });

  it("knows nothing of weights with a mean: their sums are not of independent terms", () => {
    const kernel = { name: "constant", value: 0.1 } as const;
    const { model, x, y } = mlp({ kernel, bias: kernel });
    const { layers } = diagnose(model, { x, y });
    expect(layers.map(({ predicted }) => predicted)).toEqual([undefined, undefined, undefined]);
  });

  it("knows nothing behind softmax, nor behind what it does not know", () => {
    expect(predict([...links, links[0]!], 1).slice(3)).toEqual([undefined, undefined]);
  });

  it("predicts what a wide net measures, within its fluctuations", () => {
    const { model, x, y } = mlp({ depth: 5, width: 512, activation: "tanh" });
    for (const { values, predicted, last } of diagnose(model, { x, y }).layers) {
      // A mean over 512 squares of normals has a relative standard error of √(2/512), its root half of
      // that; tanh makes the errors of earlier layers smaller.
      const standardError = Math.sqrt(2 / 512) / 2;
      if (!last) expect(Math.abs(values.rms / predicted!.rms - 1)).toBeLessThan(4 * standardError);
    }
  });
});

describe("diagnose", () => {
  it("leaves the model as it is", () => {
    const { model, x, y } = mlp({ kernel: "heNormal" });
    const before = model.toBytes();
    diagnose(model, { x, y });
    expect(model.toBytes()).toEqual(before);
    expect(model.parameters.every(({ grad }) => grad.data.every((value) => value === 0))).toBe(
      true,
    );
  });

  it("gives the same twice", () => {
    const { model, x, y } = mlp({ kernel: "zeros" });
    expect(JSON.stringify(diagnose(model, { x, y }).layers)).toBe(
      JSON.stringify(diagnose(model, { x, y }).layers),
    );
  });

  it("sees the gradients that the backward pass leaves", () => {
    // One linear layer, L = mean (y − t)²: dy = 2(y − t)/n. w = 2, x = 1 and 3, t = 0: y = 2 and 6.
    const model = sequential({
      inputShape: [1],
      layers: [
        dense({ units: 1, kernelInitializer: { name: "constant", value: 2 }, useBias: false }),
        dense({ units: 1, kernelInitializer: "ones", useBias: false }),
      ],
    });
    model.compile({ optimizer: adam({ learningRate: 0.5 }), loss: "meanSquaredError" });
    const { layers, parameters, loss } = diagnose(model, { x: [[1], [3]], y: [[0], [0]] });
    expect(loss).toBe(20);
    expect(Array.from(layers[0]!.numbers)).toEqual([2, 6]);
    expect(layers[0]!.gradients).toMatchObject({ min: 2, max: 6 }); // dy·1
    expect(Array.from(parameters[0]!.gradient)).toEqual([20]); // 2·1 + 6·3
    expect(parameters[0]!.updateRatio).toBeCloseTo(0.25, 6); // Adam's first step is its rate
  });

  it("sees the gradients of weighted outputs, at the rate that a schedule has come to", () => {
    const x = input({ shape: [1] });
    const two = () =>
      dense({ units: 1, kernelInitializer: { name: "constant", value: 2 }, useBias: false });
    const model = graph({ inputs: x, outputs: [two().apply(x), two().apply(x)] });
    const learningRate = stepDecay({ initial: 0.5, every: 1, factor: 0.5, per: "step" });
    model.compile({
      optimizer: adam({ learningRate }),
      loss: "meanSquaredError",
      lossWeights: [3, 0],
    });
    const data = { x: [[1]], y: [[[1]], [[1]]] };
    model.trainOnBatch(data.x, data.y);
    for (const { value } of model.parameters) value.data.set([2]);
    const seen = diagnose(model, data);
    expect(seen.loss).toBe(3); // 3·(2 − 1)² and nothing
    expect(seen.layers.map(({ gradients }) => gradients!.max)).toEqual([6, 0]); // 3·2·(2 − 1)
    expect(seen.parameters.map(({ gradient }) => gradient[0])).toEqual([6, 0]);
    expect(seen.learningRate).toBe(0.25);
    expect(seen.parameters[0]!.updateRatio).toBeCloseTo(0.125, 6); // Adam's first step is its rate
    const changes = [{ kind: "learningRate", learningRate: 0.125 } as const];
    const remedy = { code: "", changes };
    expect(applyRemedy(model, remedy).learningRate).toBe(0.125);
    expect(applyRemedy(model, { ...remedy, changes: [] }).compiled).toEqual(model.compiled);
  });

  it("finds one fault of each kind", () => {
    const kinds = new Map(PLANTED.map((planted) => [planted.fault, planted]));
    expect(kinds.size).toBe(13);
    for (const { fault, make } of PLANTED.filter(({ fault }, i) => {
      return PLANTED.findLastIndex((other) => other.fault === fault) === i;
    })) {
      const { model, x, y } = make();
      const { findings } = diagnose(model, { x, y });
      const found = findings.find(({ code }) => code === fault);
      expect(found, fault).toBeDefined();
      const again = diagnose(applyRemedy(model, found!.remedy), { x, y });
      expect(again.findings.map(({ code }) => code)).not.toContain(fault);
    }
  });

  it("finds nothing in healthy nets", () => {
    for (const { make } of HEALTHY.filter((_, i) => i % 8 === 0)) {
      const { model, x, y } = make();
      expect(diagnose(model, { x, y }).findings).toEqual([]);
    }
  });

  it("speaks of a loss that is not finite as of anything else", () => {
    const { model, x, y } = mlp({ depth: 30, kernel: { name: "normal", std: 100 } });
    const { loss, findings } = diagnose(model, { x, y });
    expect(loss).toBeNaN();
    expect(findings.map(({ code }) => code)).toContain("explodingActivations");
  });

  it("refuses a model without a loss, and data that do not fit", () => {
    const model = sequential({ inputShape: [2], layers: [dense({ units: 1 })] });
    expect(() => diagnose(model, { x: [[1, 2]], y: [[1]] })).toThrow(
      "diagnose: expected a compiled model, got one without optimizer and loss",
    );
    model.compile({ optimizer: adam(), loss: "meanSquaredError" });
    expect(() => diagnose(model, { x: [[1]], y: [[1]] })).toThrow(
      "diagnose: x: expected [batch, 2]",
    );
    expect(() => diagnose(model, { x: [[1, 2]], y: [[1]], samples: 0 })).toThrow(
      "diagnose: samples: expected a whole number, at least 1, got 0",
    );
  });
});

describe("applyRemedy", () => {
  it("keeps the weights of layers that it does not change", () => {
    const { model, x, y } = mlp({
      depth: 2,
      kernel: "heNormal",
      lastKernel: { name: "normal", std: 3 },
    });
    const [finding] = diagnose(model, { x, y }).findings;
    expect(finding?.paths).toEqual(["dense_3"]);
    const cured = applyRemedy(model, finding!.remedy);
    const data = (of: typeof model, at: number) => Array.from(of.parameters[at]!.value.data);
    expect(data(cured, 0)).toEqual(data(model, 0));
    expect(data(cured, 4)).not.toEqual(data(model, 4));
  });

  it("reaches layers inside layers", () => {
    const { model } = resnet({ depth: 2 });
    const config = { kernelInitializer: "zeros" };
    const changes = [{ kind: "layer" as const, path: "residual_2/dense_2", config }];
    const cured = applyRemedy(model, { code: "", changes });
    const changed = cured.parameters.filter(({ initializer }) => initializer === "zeros");
    expect(changed.map(({ path }) => path)).toEqual(["residual_2/dense_2/kernel"]);
  });

  it("names the layers there are", () => {
    const { model } = mlp({});
    for (const path of ["dense_9", "dense_1/dense_1"]) {
      const changes = [{ kind: "layer" as const, path, config: {} }];
      expect(() => applyRemedy(model, { code: "", changes })).toThrow(/^applyRemedy: expected/);
    }
  });
});

describe("formatDiagnosis", () => {
  it("tells layers, findings and remedies", () => {
    const { model, x, y } = mlp({ kernel: "zeros", lastKernel: "zeros" });
    const text = formatDiagnosis(diagnose(model, { x, y }));
    expect(text).toMatch(/^layer +units +mean/);
    expect(text).toContain("✗ dense_1 and 1 more: 63 of 64 units are copies of another\n");
    expect(text).toContain('→ dense_1, dense_2: { kernelInitializer: "heNormal"');
  });

  it("says when there is nothing to say", () => {
    const { model, x, y } = mlp({ kernel: "heNormal" });
    expect(formatDiagnosis(diagnose(model, { x, y }))).toMatch(/\nNothing found\.$/);
  });
});

describe("formatDiagnosis as HTML", () => {
  /** Layers of these names, with zeros for weights. */
  const named = (...names: string[]) => {
    const model = sequential({
      inputShape: [2],
      layers: names.map((name) => dense({ units: 3, name, kernelInitializer: "zeros" })),
    });
    model.compile({ optimizer: adam(), loss: "meanSquaredError" });
    return diagnose(model, { x: [[1, 2]], y: [[1, 2, 3]] });
  };

  it("is one section, or one page, that needs nothing else", () => {
    const { model, x, y } = mlp({ depth: 3, kernel: "fanInUniform" });
    const diagnosis = diagnose(model, { x, y });
    const fragment = formatDiagnosis(diagnosis, { format: "htmlFragment" });
    const page = formatDiagnosis(diagnosis, { format: "html" });
    expect(fragment).toMatch(/^<section .*<\/section>$/s);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain("color-scheme: light dark");
    expect(page).toContain(fragment);
    expect(page).not.toMatch(/https?:|src=|url\(|<script|<link/);
  });

  it("says in words what every picture shows", () => {
    const { model, x, y } = mlp({ depth: 3, kernel: "fanInUniform" });
    const diagnosis = diagnose(model, { x, y });
    const html = formatDiagnosis(diagnosis, { format: "htmlFragment" });
    // Of four layers the values and the gradients, and two charts over depth.
    expect(html.match(/<svg /g)).toHaveLength(2 * 4 + 2);
    expect(html.match(/<svg role="img" aria-label="[^"]+"/g)).toHaveLength(2 * 4 + 2);
    expect(html).toMatch(/aria-label="Root mean square of the values, layer by layer: 0\.\d+, /);
    expect(html.match(/<th scope="row">/g)).toHaveLength(4);
    const paths = diagnosis.layers.map(({ path }) => `<th scope="row">${path}</th>`);
    for (const path of paths) expect(html).toContain(path);
    for (const { figure, remedy } of diagnosis.findings) {
      expect(html).toContain(figure);
      expect(html).toContain(remedy.code.replaceAll('"', "&#34;"));
    }
  });

  it("escapes all that is not its own", () => {
    const html = formatDiagnosis(named(`<img src=x onerror="alert('1')">`, "a&b"), {
      format: "html",
    });
    expect(html).not.toContain("<img");
    expect(html).toContain(
      '<th scope="row">&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;</th>',
    );
    expect(html).toContain('<th scope="row">a&#38;b</th>');
  });

  it("bears zeros, and numbers that are not finite", () => {
    const { model, x, y } = mlp({ depth: 30, kernel: { name: "normal", std: 100 } });
    for (const diagnosis of [named("a", "b"), diagnose(model, { x, y })]) {
      const html = formatDiagnosis(diagnosis, { format: "html" });
      expect(html.match(/(d|points|x|y)="[^"]*(NaN|Infinity)/)).toBeNull();
    }
  });
});

describe("figures of layers", () => {
  const big = { name: "normal", std: 1 } as const;

  it("count values at the ends of tanh: |y| > 0.99", () => {
    const model = sequential({
      inputShape: [1],
      layers: [
        dense({ units: 1, activation: "tanh", kernelInitializer: "ones", name: "ends" }),
        dense({ units: 1 }),
      ],
    });
    model.compile({ optimizer: adam(), loss: "meanSquaredError" });
    // tanh⁻¹(0.99) = 2.6467
    const { layers } = diagnose(model, { x: [[2.6], [2.7], [-3], [0]], y: [[0], [0], [0], [0]] });
    expect(layers.map(({ saturated }) => saturated)).toEqual([0.5, 0]);
  });

  it("count copies, layer by layer", () => {
    const { model, x, y } = mlp({ width: 8, kernel: "zeros" });
    expect(diagnose(model, { x, y }).copies).toEqual([
      { layer: "dense_1", units: 8, copies: 7 },
      { layer: "dense_2", units: 8, copies: 7 },
      { layer: "dense_3", units: 4, copies: 0 },
    ]);
  });

  it("follow the gradient back as theory does: g of a layer is √χ of the next times its g", () => {
    const predictions = [undefined, { rms: 1, factor: 0.5 }, { rms: 1, factor: 3 }];
    expect(predictGradients(predictions, 2)).toEqual([3, 6, 2]);
    expect(predictGradients([...predictions, undefined], 2)).toEqual([
      undefined,
      undefined,
      undefined,
      2,
    ]);
    expect(predictGradients(predictions, undefined)).toEqual([undefined, undefined, undefined]);
  });

  it("make a trend: the geometric mean of what the layers multiply by", () => {
    // Linear layers of one unit with weights 1, 2 and 8 and the last one: × 2 and × 8, back × 8 and × 2.
    const model = sequential({
      inputShape: [1],
      layers: [1, 2, 8, 1].map((value) =>
        dense({ units: 1, kernelInitializer: { name: "constant", value } }),
      ),
    });
    model.compile({ optimizer: adam(), loss: "meanSquaredError" });
    const trend = trendOf(diagnose(model, { x: [[1]], y: [[0]] }))!;
    expect(trend.forward).toBeCloseTo(4, 6);
    expect(trend.backward).toBeCloseTo(4, 6);
    expect(trend.predictedForward).toBeUndefined(); // theory is of weights with a mean of 0
    const { model: wide, x, y } = mlp({ depth: 5, activation: "linear", kernel: big });
    const theory = trendOf(diagnose(wide, { x, y }))!;
    expect(theory.predictedForward).toBeCloseTo(8, 6); // σ·√fanIn = 1·√64
    expect(theory.predictedBackward).toBeCloseTo(8, 6);
  });
});

describe("doctor", () => {
  it("examines as often as its share of the time allows", async () => {
    const { model, x, y } = mlp({ kernel: "heNormal" });
    // On this clock every reading takes 50 ms, so a diagnosis, which stands between two, does too.
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => {
      now += 50;
      return now;
    });
    let diagnoses = 0;
    const onDiagnosis = () => {
      diagnoses++;
    };
    const callback = doctor(model, { x, y, share: 0.1, onDiagnosis });
    const params = { epochs: 1, samples: 256, batchSize: 32, batches: 100 };
    await callback.onTrainBegin?.(params, undefined as never);
    for (let batch = 0; batch < 100; batch++) {
      now += 100;
      await callback.onBatchEnd?.(batch, { batch, size: 32, loss: 1 });
    }
    // Of 100 batches of 100 ms and readings of 50 ms at their ends, 15 s, 0.1 of it less the diagnoses.
    expect(diagnoses).toBeGreaterThan(10);
    expect((50 * diagnoses) / (now - 50 * diagnoses)).toBeLessThanOrEqual(0.1);
  });

  it("examines every so many batches if told, and says which", async () => {
    const { model, x, y } = mlp({ kernel: "heNormal" });
    const steps: DiagnosedStep[] = [];
    const onDiagnosis: DoctorOptions["onDiagnosis"] = (_, at) => steps.push(at);
    const callbacks = [doctor(model, { x, y, everyBatches: 3, onDiagnosis })];
    await model.fit(x, y, { epochs: 2, batchSize: 64, callbacks }); // 256 samples: 4 batches each
    expect(steps).toEqual([
      { epoch: 0, batch: 2 },
      { epoch: 1, batch: 1 },
    ]);
  });

  it("changes no bit of the training, nor of what is judged on the way", async () => {
    // Dropout, running means, clipping, a schedule and an optimizer with moments: all that has a state.
    const make = () => {
      const model = sequential({
        inputShape: [16],
        seed: 3,
        layers: [
          dense({ units: 32, activation: "relu" }),
          batchNormalization(),
          dropout({ rate: 0.3 }),
          gaussianNoise({ stddev: 0.1 }),
          dense({ units: 4, activation: "softmax" }),
        ],
      });
      const learningRate = cosineDecay({ initial: 0.01, steps: 20 });
      model.compile({
        optimizer: adam({ learningRate, clipNorm: 1 }),
        loss: "sparseCategoricalCrossentropy",
        metrics: ["accuracy"],
      });
      return model;
    };
    const { x, y } = mlp({});
    const options = { epochs: 3, batchSize: 50, validationSplit: 0.25 };
    const [plain, watched] = [make(), make()];
    const expected = await plain.fit(x, y, options);
    let diagnoses = 0;
    const onDiagnosis = () => {
      diagnoses++;
    };
    const callbacks = [doctor(watched, { x, y, everyBatches: 1, onDiagnosis })];
    const history = await watched.fit(x, y, { ...options, callbacks });
    expect(diagnoses).toBe(history.epoch.length * 4); // 192 samples
    expect(history).toEqual(expected);
    expect(watched.getWeights()).toEqual(plain.getWeights());
  });

  it("refuses a share that is none", () => {
    const { model, x, y } = mlp({});
    const onDiagnosis = () => {};
    expect(() => doctor(model, { x, y, share: 0, onDiagnosis })).toThrow("doctor: share: expected");
    expect(() => doctor(model, { x, y, everyBatches: 0.5, onDiagnosis })).toThrow(
      "doctor: everyBatches: expected a whole number, at least 1, got 0.5",
    );
  });
});

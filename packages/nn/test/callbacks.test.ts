import {
  adam,
  type Callback,
  csvLogger,
  dense,
  earlyStopping,
  findLearningRate,
  jsonLogger,
  type Loss,
  type Model,
  meanSquaredError,
  modelCheckpoint,
  progress,
  reduceOnPlateau,
  rmsprop,
  sequential,
  sgd,
  stepDecay,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

/** A model whose loss in each epoch of one batch is what the list says; each step moves w by −1. */
function scripted(losses: readonly number[], learningRate: number = 1): Model {
  let step = 0;
  const script: Loss = {
    ...meanSquaredError(),
    bind: ({ dy, loss }) => {
      return () => {
        loss.data[0] = losses[Math.min(step, losses.length - 1)]!;
        if (dy) step++;
        dy?.data.fill(1);
      };
    },
  };
  const model = sequential({
    inputShape: [1],
    layers: [dense({ units: 1, useBias: false, kernelInitializer: "zeros" })],
  });
  model.compile({ optimizer: sgd({ learningRate }), loss: script });
  return model;
}

const fit = (model: Model, epochs: number, callbacks: readonly Callback[]) =>
  model.fit([1], [0], { epochs, callbacks });
const weight = (model: Model): number => model.parameters[0]!.value.data[0]!;

describe("earlyStopping", () => {
  // Least in the second epoch, behind which w = −2.
  const losses = [3, 1, 2, 2, 2, 0];

  it("stops when patience ends, with the best weights", async () => {
    const model = scripted(losses);
    const callbacks = [earlyStopping({ monitor: "loss", patience: 2 })];
    const { history } = await fit(model, 9, callbacks);
    expect(history.loss).toEqual([3, 1, 2, 2]);
    expect(weight(model)).toBe(-2);
  });

  it("restores them at the usual end, too, or leaves the last", async () => {
    const model = scripted(losses);
    await fit(model, 4, [earlyStopping({ monitor: "loss", patience: 9 })]);
    expect(weight(model)).toBe(-2);
    const other = scripted(losses);
    const options = { monitor: "loss", patience: 2, restoreBestWeights: false };
    await fit(other, 9, [earlyStopping(options)]);
    expect(weight(other)).toBe(-4);
  });

  it("wants a change of minDelta, and looks from an epoch on", async () => {
    const { history } = await fit(scripted([3, 2.75, 2.625, 1]), 9, [
      earlyStopping({ monitor: "loss", minDelta: 0.5, patience: 2 }),
    ]);
    expect(history.loss).toEqual([3, 2.75, 2.625]);
    const later = earlyStopping({ monitor: "loss", startFromEpoch: 2 });
    expect((await fit(scripted([1, 2, 3, 2, 4, 5]), 9, [later])).history.loss).toEqual([1, 2, 3, 2, 4]); // biome-ignore format: one line
  });

  it("takes more for better where that is so", async () => {
    const callbacks = [earlyStopping({ monitor: "loss", mode: "max" })];
    expect((await fit(scripted([1, 2, 3, 2]), 9, callbacks)).history.loss).toEqual([1, 2, 3, 2]);
  });

  it("says which figures there are", async () => {
    await expect(fit(scripted([1]), 1, [earlyStopping()])).rejects.toThrow(
      'earlyStopping: monitor: expected one of loss, got "val_loss"',
    );
    expect(() => earlyStopping({ patience: -1 })).toThrow(
      "earlyStopping: patience: expected a whole number, at least 0, got -1",
    );
    expect(() => earlyStopping({ patients: 1 } as never)).toThrow(
      'earlyStopping: unknown option "patients"',
    );
  });
});

describe("reduceOnPlateau", () => {
  /** The rate of every step. */
  async function rates(losses: readonly number[], callback: Callback): Promise<number[]> {
    const model = scripted(losses);
    const seen: number[] = [];
    const watch = { onBatchBegin: () => void seen.push(model.learningRate) };
    await fit(model, losses.length, [watch, callback]);
    return seen;
  }

  it("multiplies the rate when patience ends, again and again, down to the least", async () => {
    const options = { monitor: "loss", factor: 0.5, patience: 2, minLearningRate: 0.2 };
    // Nothing better in epochs 1 and 2, then in 3 and 4, 5 and 6, 7 and 8.
    const losses = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
    const expected = [1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.2, 0.2, 0.2];
    expect(await rates(losses, reduceOnPlateau(options))).toEqual(expected);
  });

  it("does not count epochs of the cooldown", async () => {
    const options = { monitor: "loss", factor: 0.5, patience: 0, cooldown: 2 };
    const losses = [1, 1, 1, 1, 1, 1];
    // Reduced behind epoch 1; 2 and 3 do not count; reduced behind 4.
    expect(await rates(losses, reduceOnPlateau(options))).toEqual([1, 1, 0.5, 0.5, 0.5, 0.25]);
  });

  it("is for fixed rates", async () => {
    const model = scripted([1, 1, 1]);
    const learningRate = stepDecay({ initial: 1, every: 9 });
    model.compile({ optimizer: sgd({ learningRate }), loss: "meanSquaredError" });
    const callbacks = [reduceOnPlateau({ monitor: "loss", patience: 0, minDelta: 100 })];
    await expect(fit(model, 5, callbacks)).rejects.toThrow(
      "expected an optimizer with a fixed rate",
    );
  });
});

describe("modelCheckpoint", () => {
  it("saves when it is told to, behind the other callbacks", async () => {
    const saved: string[] = [];
    const keep = (options: object) =>
      modelCheckpoint({
        save: (_bytes, { epoch, batch, logs }) =>
          void saved.push(`${epoch}.${batch}${logs ? ` ${logs.loss}` : ""}`),
        ...options,
      });
    const x = [1, 2, 3];
    const train = async (options: object): Promise<string[]> => {
      saved.length = 0;
      const callbacks = [keep(options)];
      await scripted([3, 1, 2]).fit(x, x, { epochs: 3, batchSize: 2, callbacks });
      return saved.slice();
    };
    expect(await train({})).toEqual(["1.0 2.3333333333333335", "2.0 2", "3.0 2"]);
    expect(await train({ everyEpochs: 2 })).toEqual(["2.0 2"]);
    expect(await train({ everyBatches: 4 })).toEqual(["1.2"]);
    expect(await train({ saveBestOnly: true, monitor: "loss" })).toEqual(["1.0 2.3333333333333335", "2.0 2"]); // biome-ignore format: one line
    expect(() => modelCheckpoint({} as never)).toThrow(
      "modelCheckpoint: save: expected a function",
    );
  });

  it("has one name, as its state is kept under it", async () => {
    const callbacks = [0, 1].map(() => modelCheckpoint({ save: () => {} }));
    await expect(fit(scripted([1]), 1, callbacks)).rejects.toThrow(
      'fit: callbacks: expected a name of its own for each, got "modelCheckpoint" twice',
    );
  });
});

describe("loggers", () => {
  it("write the whole history after every epoch", async () => {
    const logs: Record<string, string[]> = { csv: [], json: [] };
    await fit(scripted([0.5, 0.25]), 2, [
      csvLogger({ save: (text) => void logs.csv!.push(text) }),
      jsonLogger({ save: (text) => void logs.json!.push(text) }),
    ]);
    expect(logs).toEqual({
      csv: ["epoch,loss\n0,0.5\n", "epoch,loss\n0,0.5\n1,0.25\n"],
      json: ['{"epoch":0,"loss":0.5}\n', '{"epoch":0,"loss":0.5}\n{"epoch":1,"loss":0.25}\n'],
    });
  });

  it("show progress line by line", async () => {
    const lines: string[] = [];
    await fit(scripted([0.123456, 2e-7]), 2, [
      progress({ write: (line) => void lines.push(line) }),
    ]);
    expect(lines.map((line) => line.replace(/\d+\.\d s/, "0 s"))).toEqual([
      "epoch 1/2  0 s  loss 0.1235",
      "epoch 2/2  0 s  loss 2e-7",
    ]);
  });

  it("show how far a long epoch has come", async () => {
    const lines: string[] = [];
    const callbacks = [progress({ write: (line) => void lines.push(line), everySeconds: 1e-9 })];
    await scripted([4, 2]).fit([1, 1, 1], [0, 0, 0], { batchSize: 2, callbacks });
    const data = [[[1], [0]]] as const;
    await scripted([4, 2]).fitDataset(data, { callbacks });
    expect(lines.map((line) => line.replace(/\d+\.\d s/, "0 s"))).toEqual([
      "epoch 1/1  batch 1/2  0 s  loss 4",
      "epoch 1/1  batch 2/2  0 s  loss 2",
      "epoch 1/1  0 s  loss 3.333",
      "epoch 1/1  batch 1  0 s  loss 4",
      "epoch 1/1  0 s  loss 4",
    ]);
  });

  it("say what is wrong", () => {
    expect(() => csvLogger({} as never)).toThrow("csvLogger: save: expected a function, got undefined"); // biome-ignore format: one line
    expect(() => jsonLogger(undefined as never)).toThrow("jsonLogger: expected options, got undefined"); // biome-ignore format: one line
    expect(() => csvLogger({ file: "a.csv" } as never)).toThrow('csvLogger: unknown option "file"');
    expect(() => progress({ wirte: () => {} } as never)).toThrow('did you mean "write"?');
    expect(() => progress({ everySeconds: 0 })).toThrow("progress: everySeconds: expected a finite number above 0"); // biome-ignore format: one line
  });
});

describe("findLearningRate", () => {
  const { sin, cos } = Math;
  const [x2, digits] = [
    Array.from({ length: 400 }, (_, i) => [sin(12.9 * i), cos(7.3 * i)]),
    Array.from({ length: 400 }, (_, i) => Array.from({ length: 64 }, (_, j) => sin((i % 10) * j * j + j) + 0.6 * sin(i * i + 3 * j))), // biome-ignore format: one line
  ];
  const problems: Record<string, () => [Model, readonly number[][], readonly number[]]> = {
    quadrants: () => {
      const layers = [dense({ units: 16, activation: "tanh" }), dense({ units: 1, activation: "sigmoid" })]; // biome-ignore format: one line
      return [sequential({ inputShape: [2], seed: 1, layers }), x2, x2.map(([a, b]) => +(a! * b! > 0))]; // biome-ignore format: one line
    },
    classes: () => {
      const layers = [dense({ units: 64, activation: "relu" }), dense({ units: 10, activation: "softmax" })]; // biome-ignore format: one line
      return [sequential({ inputShape: [64], seed: 1, layers }), digits, digits.map((_, i) => i % 10)]; // biome-ignore format: one line
    },
  };

  it.each([
    ["quadrants", "adam", adam()],
    ["quadrants", "momentum", sgd({ momentum: 0.9 })],
    ["classes", "adam", adam()],
    ["classes", "sgd", sgd()],
    ["classes", "momentum", sgd({ momentum: 0.9 })],
    ["classes", "rmsprop", rmsprop()],
  ])("suggests a rate that learns %s with %s", async (problem, _name, optimizer) => {
    const [model, x, y] = problems[problem]!();
    const loss = problem === "classes" ? "sparseCategoricalCrossentropy" : "binaryCrossentropy";
    model.compile({ optimizer, loss });
    const before = model.evaluate(x, y).loss;
    const { suggestion } = await findLearningRate(model, x, y);
    const after = async (rate: number): Promise<number> => {
      const copy = model.clone();
      copy.learningRate = rate;
      const fitted = copy.fit(x, y, { epochs: 10 }).then(() => copy.evaluate(x, y).loss);
      return fitted.catch(() => Number.POSITIVE_INFINITY);
    };
    expect(await after(suggestion)).toBeLessThan((before * 2) / 3);
    // The best of half decades, by the loss behind ten epochs.
    let best = { rate: 0, loss: before };
    for (let rate = 1e-5; rate < 20; rate *= Math.sqrt(10)) {
      const loss = await after(rate);
      if (loss < best.loss) best = { rate, loss };
    }
    expect(suggestion).toBeLessThan(10 * best.rate);
  });

  it("gives means around each step, none of them late", async () => {
    const model = scripted([8, 8, 8, 2, 8, 8, 8]);
    const { losses } = await findLearningRate(model, [1], [0], { steps: 7, smoothing: 0.5 });
    // Around the 2: (8·(½ + ¼ + ⅛)·2 + 2) / (2·(½ + ¼ + ⅛) + 1) = 16/2.75.
    expect(losses[3]).toBeCloseTo(16 / 2.75, 6);
    expect(losses[2]).toBeCloseTo(losses[4]!, 6);
    expect(Math.min(...losses)).toBe(losses[3]);
  });

  it("suggests a rate below that at which the loss explodes, and leaves the model alone", async () => {
    const x = Array.from({ length: 64 }, (_, i) => [Math.sin(i), Math.cos(i)]);
    const y = x.map(([a, b]) => 3 * a! - b!);
    const model = sequential({ inputShape: [2], seed: 1, layers: [dense({ units: 1 })] });
    model.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    const before = model.toBytes({ training: true });
    const { rates, losses, suggestion } = await findLearningRate(model, x, y, { steps: 60 });
    expect(model.toBytes({ training: true })).toEqual(before);
    expect(rates[0]).toBeCloseTo(1e-6, 12);
    expect(rates[1]! / rates[0]!).toBeCloseTo(10 ** (7 / 59), 6);
    expect(losses.length).toBe(rates.length);
    // The Hessian of the mean of (a·w₁ + b·w₂ + w₀ − t)² has eigenvalues from 1 to 2: stable below 1.
    expect(suggestion).toBeGreaterThan(1e-2);
    expect(suggestion).toBeLessThan(1);
    await expect(findLearningRate(model, x, y, { lowest: 1, highest: 1 })).rejects.toThrow(
      "findLearningRate: highest: expected a finite number above 1, got 1",
    );
  });
});

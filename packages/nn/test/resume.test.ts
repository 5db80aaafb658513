import {
  adadelta,
  adagrad,
  adam,
  adamax,
  adamW,
  type Callback,
  cosineDecay,
  dense,
  dropout,
  earlyStopping,
  type FitOptions,
  lion,
  loadModel,
  type Model,
  modelCheckpoint,
  muon,
  nadam,
  type Optimizer,
  reduceOnPlateau,
  rmsprop,
  sequential,
  sgd,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

const x = Array.from({ length: 22 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
const y = x.map(([a, b]) => a! * b!);
const validationData = [x.slice(0, 5), y.slice(0, 5)] as const;
const [EPOCHS, BATCHES] = [4, 6];

function make(optimizer: Optimizer = adam({ learningRate: 0.05 })): Model {
  const model = sequential({
    inputShape: [2],
    seed: 3,
    layers: [dense({ units: 8, activation: "tanh" }), dropout({ rate: 0.25 }), dense({ units: 1 })],
  });
  model.compile({ optimizer, loss: "meanSquaredError", metrics: ["rmse", "rSquared"] });
  return model;
}

const options = (callbacks: readonly Callback[]): FitOptions => ({
  epochs: EPOCHS,
  batchSize: 4,
  callbacks,
});

/** Files after every batch and every epoch, and what became of the whole run. */
async function run(model: Model, own: () => readonly Callback[] = () => []) {
  const files: Uint8Array[] = [];
  const keep = modelCheckpoint({
    save: (bytes) => void files.push(bytes),
    everyBatches: 1,
    everyEpochs: 1,
  });
  const fitted = { ...options([keep, ...own()]), validationData };
  const { history } = await model.fit(x, y, fitted);
  return { files, history, end: model.toBytes({ training: true }) };
}

describe("a training that goes on from a file", () => {
  it.each<[string, Optimizer]>([
    ["sgd", sgd({ learningRate: 0.05, momentum: 0.9, nesterov: true })],
    ["adam", adam({ learningRate: 0.05, amsgrad: true })],
    ["adamW", adamW({ learningRate: cosineDecay({ initial: 0.05, steps: 20, warmUp: 3 }) })],
    ["nadam", nadam({ globalClipNorm: 0.5, l2: 0.01 })],
    ["adamax", adamax({ rules: [[/bias/, { freeze: true }]] })],
    ["rmsprop", rmsprop({ centered: true, momentum: 0.5 })],
    ["adagrad", adagrad()],
    ["adadelta", adadelta()],
    ["lion", lion()],
    ["muon", muon()],
    ["accumulation", adam({ gradientAccumulationSteps: 4 })],
  ])("ends with the same bits, wherever it was interrupted: %s", async (_name, optimizer) => {
    const { files, history, end } = await run(make(optimizer));
    expect(files.length).toBe(EPOCHS * (BATCHES + 1));
    for (const [i, file] of files.entries()) {
      if (i % 3 > 0 && i < files.length - 2) continue;
      const model = await loadModel(file);
      expect(model.toBytes({ training: true })).toEqual(file);
      const keep = modelCheckpoint({ save: () => {}, everyBatches: 1, everyEpochs: 1 });
      const resumed = await model.fit(x, y, { ...options([keep]), validationData, resume: true });
      expect(resumed.history).toEqual(history);
      expect(resumed.epoch).toEqual([0, 1, 2, 3]);
      expect(model.toBytes({ training: true })).toEqual(end);
    }
  });

  it("keeps the states of callbacks, best weights included", async () => {
    const own = (): Callback[] => [
      earlyStopping({ monitor: "val_loss", patience: 1, minDelta: 0.01 }),
      reduceOnPlateau({ monitor: "loss", factor: 0.5, patience: 0, minDelta: 0.05 }),
    ];
    const whole = await run(make(), own);
    for (const file of whole.files) {
      const model = await loadModel(file);
      const keep = modelCheckpoint({ save: () => {}, everyBatches: 1, everyEpochs: 1 });
      const fitted = { ...options([keep, ...own()]), validationData, resume: true };
      expect((await model.fit(x, y, fitted)).history).toEqual(whole.history);
      expect(model.toBytes({ training: true })).toEqual(whole.end);
    }
  });

  it("goes on from batches that come one by one", async () => {
    const dataset = function* (epoch: number) {
      for (let i = 0; i < 5; i++) {
        const at = (3 * epoch + 4 * i) % 18;
        yield [x.slice(at, at + 4), y.slice(at, at + 4), [1, 2, 1, 0]] as const;
      }
    };
    const files: Uint8Array[] = [];
    const keep = modelCheckpoint({ save: (bytes) => void files.push(bytes), everyBatches: 2 });
    const model = make();
    await model.fitDataset(dataset, { epochs: 3, callbacks: [keep] });
    for (const file of files) {
      const again = await loadModel(file);
      const callbacks = [modelCheckpoint({ save: () => {}, everyBatches: 2 })];
      await again.fitDataset(dataset, { epochs: 3, resume: true, callbacks });
      expect(again.toBytes({ training: true })).toEqual(model.toBytes({ training: true }));
    }
  });

  it("goes on in the same process behind an abort, in the middle of an epoch", async () => {
    const whole = await run(make());
    const model = make();
    const controller = new AbortController();
    const abort: Callback = {
      onBatchEnd: (batch, { loss }) => {
        expect(loss).toBeTypeOf("number");
        if (batch === 3) controller.abort();
      },
    };
    const keep = () => modelCheckpoint({ save: () => {}, everyBatches: 1, everyEpochs: 1 });
    const fitted = { ...options([keep(), abort]), validationData, signal: controller.signal };
    await expect(model.fit(x, y, fitted)).rejects.toThrow();
    const resumed = { ...options([keep()]), validationData, resume: true };
    expect((await model.fit(x, y, resumed)).history).toEqual(whole.history);
    expect(model.toBytes({ training: true })).toEqual(whole.end);
  });

  it("begins where there is nothing to go on with, and is done where it was done", async () => {
    const model = make();
    const { epoch } = await model.fit(x, y, { epochs: 2, resume: true });
    expect(epoch).toEqual([0, 1]);
    const before = model.toBytes();
    expect((await model.fit(x, y, { epochs: 2, resume: true })).epoch).toEqual([0, 1]);
    expect(model.toBytes()).toEqual(before);
    expect((await model.fit(x, y, { epochs: 3, resume: true })).epoch).toEqual([0, 1, 2]);
    // Without resume it is a new fit, of a training that goes on.
    expect((await model.fit(x, y, { epochs: 1 })).epoch).toEqual([0]);
  });

  it("goes on batch by batch too", async () => {
    const [model, twin] = [make(), make()];
    for (let i = 0; i < 5; i++) for (const net of [model, twin]) net.trainOnBatch(x, y);
    const loaded = await loadModel(model.toBytes({ training: true }));
    const fresh = await loadModel(model.toBytes());
    for (const net of [loaded, twin, fresh]) net.trainOnBatch(x, y);
    expect(loaded.toBytes({ training: true })).toEqual(twin.toBytes({ training: true }));
    expect(fresh.toBytes()).not.toEqual(twin.toBytes());
  });
});

describe("a file with a training that was tampered with", () => {
  /** The file with a text of its header replaced by another. */
  function edited(bytes: Uint8Array, from: string, to: string): Uint8Array {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const header = new TextDecoder().decode(bytes.subarray(8, 8 + length));
    expect(header).toContain(from);
    const changed = new TextEncoder().encode(header.replace(from, to));
    const result = new Uint8Array(8 + changed.length + bytes.length - 8 - length);
    new DataView(result.buffer).setUint32(0, changed.length, true);
    result.set(changed, 8);
    result.set(bytes.subarray(8 + length), 8 + changed.length);
    return result;
  }

  it.each([
    ["/slot/m/dense_1/bias", "/slot/q/dense_1/bias", "expected /slot/m/dense_1/bias of shape [8], got nothing"],
    ["/slot/m/dense_1/bias", "/slop/m/dense_1/bias", "expected /slot/m/dense_1/bias of shape [8], got nothing"],
    ['\\"step\\":5', '\\"step\\":-5', "expected step, epoch, batches, held and learningRate"],
    ['\\"step\\":5', '\\"step\\":\\"5\\"', "expected step, epoch, batches, held and learningRate"],
    ['\\"callbacks\\":{}', '\\"callbacks\\":{\\"a\\":1}', "expected callbacks with an object for each"],
    ['\\"held\\":0', '\\"held\\":1', "expected /gradient/dense_1/kernel of shape [2, 8], got nothing"],
    ['"kindling.training"', '"kindling.trainin_"', "weights: expected only dense_1/kernel, dense_1/bias, dense_2/kernel, dense_2/bias, got"],
  ])("is refused: %s → %s", async (from, to, message) => {
    const model = make();
    for (let i = 0; i < 5; i++) model.trainOnBatch(x, y);
    const bytes = model.toBytes({ training: true });
    await expect(loadModel(bytes)).resolves.toBeDefined();
    await expect(loadModel(edited(bytes, from, to))).rejects.toThrow("loadModel: ");
    await expect(loadModel(edited(bytes, from, to))).rejects.toThrow(message);
  }); // biome-ignore format: one line a case

  it("is refused with moments that are not finite", async () => {
    const model = make();
    model.trainOnBatch(x, y);
    const bytes = model.toBytes({ training: true });
    new DataView(bytes.buffer).setFloat32(bytes.length - 4, Number.NaN, true);
    await expect(loadModel(bytes)).rejects.toThrow("finite");
  });
});

import { createRng } from "@kindling/core";
import {
  adam,
  applyRemedy,
  dense,
  diagnose,
  type Finding,
  type Model,
  sequential,
  sgd,
} from "@kindling/nn";
import type { Points } from "./data.ts";
import { type Advice, GRID, type LayerView, type NetView, REACH } from "./protocol.ts";
import type { InitializerName, NetSetup, Setup } from "./state.ts";

/** Steps between two points of the loss curve. */
const EVERY = 5;

/** Initializers that have no name of their own. */
const SPECS = {
  constant: { name: "constant", value: 0.3 },
  tooLarge: { name: "normal", std: 1 },
  tooSmall: { name: "normal", std: 0.01 },
} as const;

/** A net that is trained step by step, in step with the others. */
export class Trained {
  readonly #model: Model;
  readonly #points: Points;
  readonly #setup: Setup;
  readonly #findings: Map<string, Finding>;
  #losses: [number, number][] = [];
  #step = 0;
  #stopped = false;

  constructor(setup: Setup, net: NetSetup, points: Points) {
    this.#points = points;
    this.#setup = setup;
    let model = build(setup, net.initializer, points);
    let findings = findingsOf(model, points);
    for (const cure of net.cures) {
      const finding = findings.get(cure);
      if (finding === undefined) continue;
      model = applyRemedy(model, finding.remedy);
      findings = findingsOf(model, points);
    }
    this.#model = model;
    this.#findings = findings;
    this.#measure();
  }

  get step(): number {
    return this.#step;
  }

  /** One step on the batch that every net gets at that step. */
  train(batch: { readonly x: Float32Array; readonly y: Uint8Array }): void {
    this.#step++;
    if (this.#stopped) return;
    try {
      this.#model.trainOnBatch(batch.x, batch.y);
      if (this.#step % EVERY === 0) this.#measure();
    } catch {
      this.#stopped = true; // A loss or a gradient that is not finite; the last good weights stay.
    }
  }

  /** What there is to see; the layers only if asked for, as they take a training step to look at. */
  view(withLayers: boolean): NetView {
    const losses = this.#losses;
    this.#losses = [];
    const { x, y } = this.#points;
    const { accuracy = 0 } = this.#model.evaluate(x, y, { batchSize: 512 });
    return {
      step: this.#step,
      losses,
      accuracy,
      stopped: this.#stopped,
      ...(this.#points.features === 2 && { plane: planeOf(this.#model) }),
      ...(withLayers && {
        layers: layersOf(this.#model, this.#points),
        advice: Array.from(this.#findings.values(), adviceOf),
      }),
    };
  }

  #measure(): void {
    const { x, y } = this.#points;
    const { loss } = this.#model.evaluate(x, y, { batchSize: 512 });
    if (Number.isFinite(loss)) this.#losses.push([this.#step, loss]);
    else this.#stopped = true;
  }

  get setup(): Setup {
    return this.#setup;
  }
}

/** The samples of a step: a function of seed and step, the same for every net. */
export function batchOf({ x, y, features }: Points, { seed, batchSize }: Setup, step: number) {
  const rng = createRng(seed).at("batch", step);
  const order = Array.from({ length: batchSize }, () => rng.integer(y.length));
  const rows = new Float32Array(batchSize * features);
  for (const [i, sample] of order.entries()) {
    rows.set(x.subarray(sample * features, (sample + 1) * features), i * features);
  }
  return { x: rows, y: Uint8Array.from(order, (sample) => y[sample]!) };
}

function build(setup: Setup, initializer: InitializerName, { features, classes }: Points): Model {
  const { layers, activation, optimizer, learningRate, seed } = setup;
  const kernelInitializer =
    initializer in SPECS ? SPECS[initializer as keyof typeof SPECS] : (initializer as "heNormal");
  const model = sequential({
    inputShape: [features],
    seed,
    layers: [
      ...layers.map((units) => dense({ units, activation, kernelInitializer })),
      dense({ units: classes, activation: "softmax", kernelInitializer }),
    ],
  });
  model.compile({
    optimizer: optimizer === "adam" ? adam({ learningRate }) : sgd({ learningRate }),
    loss: "sparseCategoricalCrossentropy",
    metrics: ["accuracy"],
  });
  return model;
}

function findingsOf(model: Model, { x, y }: Points): Map<string, Finding> {
  const { findings } = diagnose(model, { x, y });
  return new Map(findings.map((finding) => [finding.code, finding]));
}

function adviceOf({ code, severity, paths, figure, why, remedy }: Finding): Advice {
  const more = paths.length > 1 ? ` and ${paths.length - 1} more` : "";
  return { code, severity, where: `${paths[0]}${more}`, figure, why, remedy: remedy.code };
}

function layersOf(model: Model, { x, y }: Points): LayerView[] {
  const { layers, parameters } = diagnose(model, { x, y, samples: 128 });
  const last = layers.at(-1)?.gradients?.norm ?? 1;
  return layers
    .filter(({ layer }) => layer.type === "dense")
    .map(({ path, values, gradients }) => {
      const kernel = parameters.find(({ parameter }) => parameter.path === `${path}/kernel`);
      return {
        path,
        units: values.units,
        activations: values.histogram,
        gradients: gradients?.histogram ?? [],
        rms: values.rms,
        gradient: (gradients?.norm ?? 0) / last,
        copies: kernel ? copiesIn(kernel.value, values.units) : 0,
        dead: Math.round(values.deadUnits * values.units),
      };
    });
}

/** Columns of a kernel that stand there already. */
function copiesIn(kernel: Float32Array, units: number): number {
  const seen = new Set<string>();
  for (let unit = 0; unit < units; unit++) {
    seen.add(kernel.filter((_, i) => i % units === unit).join());
  }
  return units - seen.size;
}

/** Places of the plane, row by row from the top left. */
const PLANE = Float32Array.from({ length: 2 * GRID * GRID }, (_, i) => {
  const place = i >> 1;
  const share =
    i % 2 === 0 ? (place % GRID) / (GRID - 1) : 1 - Math.floor(place / GRID) / (GRID - 1);
  return (2 * share - 1) * REACH;
});

function planeOf(model: Model): Uint8ClampedArray {
  const answers = model.predict(PLANE, { batchSize: 512 }).data;
  return Uint8ClampedArray.from({ length: GRID * GRID }, (_, i) => 255 * answers[2 * i + 1]!);
}

import { bindCopy, inOrder, kernels, reshape, tensor, useKernels } from "@kindling/core";
import { lsuv } from "@kindling/init";
import {
  type BuiltLayer,
  conv2d,
  defineLayer,
  dense,
  doctor,
  dropout,
  flatten,
  graph,
  initialize,
  input,
  type Layer,
  type Model,
  maxPooling2d,
  sequential,
  sgd,
} from "@kindling/nn";
import { afterAll, describe, expect, it } from "vitest";
import { gradientError } from "./gradients.ts";

const usual = kernels().name;
afterAll(() => useKernels(usual));

const wave = (count: number, salt: number): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + salt));

/** Convolutions in front of poolings that fit, with whatever stands between. */
const NETS: readonly (readonly [string, readonly number[], (...between: Layer[]) => Layer[]])[] = [
  [
    "two stages",
    [14, 13, 1],
    (...between) => [
      conv2d({ filters: 8, kernelSize: 3, activation: "relu" }),
      ...between,
      maxPooling2d(),
      conv2d({ filters: 5, kernelSize: [2, 3], activation: "relu", useBias: false }),
      maxPooling2d(),
    ],
  ],
  [
    "padding and strides",
    [7, 12, 2],
    (...between) => [
      conv2d({ filters: 3, kernelSize: 1 }),
      conv2d({ filters: 4, kernelSize: 4, padding: "same", activation: "relu" }),
      ...between,
      maxPooling2d(),
      conv2d({ filters: 8, kernelSize: 2, padding: 1, strides: [1, 2], activation: "relu" }),
      maxPooling2d({ padding: "same" }),
    ],
  ],
];

function make(inputShape: readonly number[], layers: readonly Layer[]): Model {
  const model = sequential({
    inputShape,
    seed: 3,
    layers: [...layers, flatten(), dense({ units: 2 })],
  });
  model.compile({ optimizer: sgd({ learningRate: 0.05 }), loss: "meanSquaredError" });
  return model;
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const values = Array.from(b);
  const scale = Math.max(...values.map(Math.abs), 1e-30);
  return Math.max(...values.map((value, i) => Math.abs(a[i]! - value))) / scale;
}

// Sums of at most 100 products in another order: float64 to 1e-12, float32 to 1e-5.
describe.each([
  ["reference", 1e-12],
  ["wasm-simd", 1e-5],
  ["js", 1e-5],
] as const)("convolution, relu and pooling in one, %s kernels", (set, tolerance) => {
  it.each(NETS)("compute what they compute apart: %s", (_name, inputShape, layers) => {
    useKernels(set);
    const fused = make(inputShape, layers());
    // What stands between is not asked to be one with the pooling.
    const apart = make(inputShape, layers(dropout({ rate: 0 })));
    const size = inputShape.reduce((a, b) => a * b, 4);
    const [x, y] = [wave(size, 0.3), wave(8, 0.9)];
    expect(distance(fused.predict(x).data, apart.predict(x).data)).toBeLessThan(
      Math.max(tolerance, 2 ** -22),
    );
    for (let step = 0; step < 3; step++) {
      const [a, b] = [fused.trainOnBatch(x, y).loss!, apart.trainOnBatch(x, y).loss!];
      expect(Math.abs(a - b)).toBeLessThan(tolerance * Math.abs(b));
      for (const [i, { grad, value }] of fused.parameters.entries()) {
        const other = apart.parameters[i]!;
        expect(distance(grad.data, other.grad.data)).toBeLessThan(tolerance);
        expect(distance(value.data, other.value.data)).toBeLessThan(tolerance);
      }
    }
  });
});

describe("a net whose layers are fused", () => {
  it.each(NETS)("has the gradients that differences give: %s", (_name, inputShape, layers) => {
    const size = inputShape.reduce((a, b) => a * b, 3);
    expect(
      gradientError({
        inputShape,
        layers: [...layers(), flatten(), dense({ units: 2 })],
        loss: "meanSquaredError",
        x: wave(size, 0.2),
        y: wave(6, 0.4),
      }),
    ).toBeLessThan(1e-6);
  });

  it.each([
    [{}, {}, true],
    [{ padding: "same", strides: 3 }, { padding: "same" }, true],
    [{ activation: "tanh" }, {}, false],
    [{ groups: 2 }, {}, false],
    [{ dilationRate: 2 }, {}, false],
    [{}, { poolSize: 3 }, false],
    [{}, { strides: 1 }, false],
    [{ padding: 0 }, { padding: 1 }, false],
    [{ kernelSize: 2 }, { padding: "same" }, false], // the last windows are cut
  ] as const)("has convolution %j and pooling %j in one: %s", (conv, pool, expected) => {
    const seen: boolean[] = [];
    const watched = defineLayer("watched", () => (scope, shape) => {
      const options = { filters: 2, kernelSize: 3, activation: "relu", ...conv } as const;
      const built = scope.inner(conv2d(options), shape);
      return {
        ...built,
        fuse: (next) => {
          const fused = built.fuse?.(next);
          seen.push(fused !== undefined);
          return fused;
        },
      };
    });
    const layers = [watched(), maxPooling2d(pool)];
    sequential({ inputShape: [10, 10, 2], layers }).predict(wave(200, 0));
    expect(seen).toEqual([expected]);
  });

  it("stays one in fit with callbacks and a doctor, and after an initialization that looks inside", async () => {
    const runs = { fused: 0, apart: 0 };
    const counted = defineLayer("counted", () => (scope, shape) => {
      const built = scope.inner(conv2d({ filters: 4, kernelSize: 3, activation: "relu" }), shape);
      const count = (of: BuiltLayer, as: keyof typeof runs): BuiltLayer => ({
        ...of,
        bind: (io) => {
          const { forward, backward } = of.bind(io);
          return { forward: inOrder(() => void runs[as]++, forward), backward };
        },
      });
      return {
        ...count(built, "apart"),
        fuse: (next) => {
          const fused = built.fuse?.(next);
          return fused && count(fused, "fused");
        },
      };
    });
    const [x, y] = [reshape(tensor([...wave(12 * 50, 0.4)]), [12, 5, 10, 1]), wave(24, 0.8)];
    const train = async (...between: Layer[]) => {
      const model = make([5, 10, 1], [counted(), ...between, maxPooling2d()]);
      model.compile({ optimizer: sgd({ learningRate: 1e-3 }), loss: "meanSquaredError" });
      initialize(model, lsuv({ data: x }));
      Object.assign(runs, { fused: 0, apart: 0 });
      const diagnoses: unknown[] = [];
      const callbacks = between.length
        ? []
        : [
            doctor(model, {
              x,
              y,
              everyBatches: 2,
              onDiagnosis: (each) => void diagnoses.push(each),
            }),
            { onBatchEnd: () => {}, onEpochEnd: () => {} },
          ];
      await model.fit(x, y, { epochs: 3, batchSize: 4, callbacks });
      return { model, diagnoses, ...runs };
    };
    const together = await train();
    const apart = await train(dropout({ rate: 0 }));
    // The doctor looks at a copy, whose layers stand apart.
    expect(together.fused).toBe(9);
    expect(together.diagnoses.length).toBeGreaterThan(0);
    expect([apart.fused, apart.apart]).toEqual([0, 9]);
    for (const [i, { value }] of together.model.parameters.entries()) {
      expect(distance(value.data, apart.model.parameters[i]!.value.data)).toBeLessThan(1e-5);
    }
  });

  it("reads the layer's output elsewhere only where that is kept", () => {
    const asked: number[] = [];
    const copy = (fuses: boolean) =>
      defineLayer("copy", () => (_scope, shape) => {
        const built: BuiltLayer = {
          output: shape,
          ...(fuses && { fuse: (next: BuiltLayer) => void asked.push(next.output.length) }),
          bind: ({ x, y }) => ({ forward: bindCopy({ out: y, x }), backward: () => {} }),
        };
        return built;
      })();
    const x = [[1, 2]];
    sequential({ inputShape: [2], layers: [copy(true), copy(false)] }).predict(x);
    expect(asked.splice(0)).toEqual([1]);
    const a = input({ shape: [2] });
    const b = copy(true).apply(a);
    graph({ inputs: a, outputs: [b, copy(false).apply(b)] }).predict(x);
    graph({ inputs: a, outputs: [copy(false).apply(b), copy(false).apply(b)] }).predict(x);
    expect(asked).toEqual([]);
  });
});

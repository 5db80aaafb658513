import { tensor } from "@kindling/core";
import {
  adam,
  adamW,
  dense,
  type Loss,
  lion,
  loadModel,
  type Model,
  meanSquaredError,
  muon,
  type Optimizer,
  sequential,
  sgd,
  stepDecay,
} from "@kindling/nn";
import { describe, expect, it } from "vitest";

/** L = y of a batch of one: at x = 1 every gradient of the net y = w·x + b is 1. */
const slope: Loss = {
  ...meanSquaredError(),
  bind: ({ y, dy, loss }) => {
    return () => {
      loss.data[0] = y.data[0]!;
      dy?.data.fill(1);
    };
  },
};

/** Weights [w, b] after each of the inputs, from w = 2 and b = −1. */
function walk(optimizer: Optimizer, inputs: readonly number[] = [1]): number[][] {
  const model = line(optimizer);
  return inputs.map((x) => {
    model.trainOnBatch([x], [0]);
    return weightsOf(model);
  });
}

function line(optimizer: Optimizer): Model {
  const model = sequential({
    inputShape: [1],
    layers: [
      dense({
        units: 1,
        kernelInitializer: { name: "constant", value: 2 },
        biasInitializer: { name: "constant", value: -1 },
      }),
    ],
  });
  model.compile({ optimizer, loss: slope });
  return model;
}

function weightsOf(model: Model): number[] {
  return model.parameters.map(({ value }) => value.data[0]!);
}

describe("around an update", () => {
  it("gradients are clipped by value", () => {
    // The gradients are [4, 1].
    expect(walk(sgd({ learningRate: 1, clipValue: 0.5 }), [4])).toEqual([[1.5, -1.5]]);
    expect(walk(sgd({ learningRate: 1, clipValue: 8 }), [-4])).toEqual([[6, -2]]);
  });

  it("gradients are clipped by the norm of each parameter", () => {
    expect(walk(sgd({ learningRate: 1, clipNorm: 2 }), [4])).toEqual([[0, -2]]);
  });

  it("gradients are clipped by their common norm", () => {
    // The norm of [¾, 1] is 1¼.
    const [[w, b]] = walk(sgd({ learningRate: 1, globalClipNorm: 0.625 }), [0.75]) as [number[]];
    expect([w, b]).toEqual([2 - 0.375, -1.5]);
    expect(walk(sgd({ learningRate: 1, globalClipNorm: 1.25 }), [0.75])).toEqual([[1.25, -2]]);
  });

  it("penalties pull towards 0, unseen by the loss and behind the clipping", () => {
    // 1 + 2·¼·2 and 1 − 2·¼
    expect(walk(sgd({ learningRate: 1, l2: 0.25 }))).toEqual([[0, -1.5]]);
    expect(walk(sgd({ learningRate: 1, l1: 0.25 }))).toEqual([[0.75, -1.75]]);
    expect(walk(sgd({ learningRate: 1, clipValue: 0.5, l2: 0.25 }))).toEqual([[0.5, -1]]);
    const model = line(sgd({ l2: 10 }));
    expect(model.trainOnBatch([1], [0]).loss).toBe(1);
  });

  it("weights decay by themselves", () => {
    // 2·(1 − ½·½) − ½
    expect(walk(sgd({ learningRate: 0.5, weightDecay: 0.5 }))).toEqual([[1, -1.25]]);
    const [[w]] = walk(adam({ learningRate: 0.5, weightDecay: 0.5 })) as [number[]];
    expect(w).toBeCloseTo(1, 5);
    const [[v]] = walk(adamW({ learningRate: 0.5 })) as [number[]];
    expect(v).toBeCloseTo(2 * (1 - 0.5 * 0.01) - 0.5, 5);
  });

  it("gradients of several batches make one update, as their mean", () => {
    const optimizer = sgd({ learningRate: 1, gradientAccumulationSteps: 2 });
    expect(walk(optimizer, [1, 3, 5, 7])).toEqual([[2, -1], [0, -2], [0, -2], [-6, -3]]); // biome-ignore format: one line
  });

  it("the clock counts updates, and dropout batches", () => {
    const steps: number[][] = [];
    const model = line({
      type: "counting",
      config: { learningRate: 1, gradientAccumulationSteps: 3 },
      slots: [],
      bind:
        ({ clock }) =>
        () =>
          void steps.push([clock.step, clock.batches.step]),
    });
    for (let i = 0; i < 7; i++) model.trainOnBatch([1], [0]);
    expect(steps).toEqual([[1, 3], [2, 6]]); // biome-ignore format: one line
  });
});

describe("rules", () => {
  it("hold for the parameters whose path matches, the last one first", () => {
    const options = { learningRate: 0.5, weightDecay: 0.5 };
    const rules = [[/bias$/, { weightDecay: 0 }]] as const;
    expect(walk(sgd({ ...options, rules }))).toEqual([[1, -1.5]]);
    const more = [[/bias$/, { weightDecay: 0 }], ["dense_1/.", { weightDecay: 0.5 }]] as const; // biome-ignore format: one line
    expect(walk(sgd({ ...options, rules: more }))).toEqual([[1, -1.25]]);
    const penalty = [["kernel", { l2: 0.25, l1: 0.5 }]] as const;
    expect(walk(sgd({ learningRate: 1, rules: penalty }))).toEqual([[-0.5, -2]]);
  });

  it("multiply the learning rate, that of decay and schedules too", () => {
    const learningRate = stepDecay({ initial: 1, every: 1, factor: 0.5 });
    const rules = [[/kernel/, { learningRateMultiplier: 0.5 }]] as const;
    // Rates ½ and ¼ for w, 1 and ½ for b.
    expect(walk(sgd({ learningRate, rules }), [1, 1])).toEqual([[1.5, -2], [1.25, -2.5]]); // biome-ignore format: one line
    const decay = sgd({ learningRate: 1, weightDecay: 0.5, rules });
    expect(walk(decay)).toEqual([[2 * 0.75 - 0.5, -0.5 - 1]]);
  });

  it("freeze parameters, whatever the optimizer remembers or decays", () => {
    const rules = [[/kernel/, { freeze: true }]] as const;
    const optimizer = sgd({ learningRate: 1, momentum: 0.5, l2: 1, weightDecay: 0.25, rules });
    const steps = walk(optimizer, [1, 1]);
    expect(steps.map(([w]) => w)).toEqual([2, 2]);
    expect(steps[1]![1]).not.toBe(steps[0]![1]);
    // The frozen gradient, 4, is no part of the norm.
    expect(walk(sgd({ learningRate: 1, globalClipNorm: 0.5, rules }), [4])).toEqual([[2, -1.5]]);
  });

  it("spare the backward pass of layers in front of which all is frozen", () => {
    const backward: string[] = [];
    const spy = (name: string) => {
      const layer = dense({ units: 2, name });
      return {
        ...layer,
        build: (...[scope, shape]: Parameters<typeof layer.build>) => {
          const built = layer.build(scope, shape!);
          return {
            ...built,
            bind: (io: Parameters<typeof built.bind>[0]) => {
              const bound = built.bind(io);
              return {
                forward: bound.forward,
                backward: () => {
                  backward.push(`${name}${io.dx ? " dx" : ""}`);
                  bound.backward();
                },
              };
            },
          };
        },
      };
    };
    const layers = ["first", "second", "third"].map(spy);
    const model = sequential({ inputShape: [2], layers });
    const step = (
      rules: readonly (readonly [RegExp, { readonly freeze: boolean }])[],
    ): string[] => {
      model.compile({ optimizer: sgd({ rules }), loss: "meanSquaredError" });
      backward.length = 0;
      model.trainOnBatch([[1, 2]], [[1, 1]]);
      return backward.slice();
    };
    expect(step([])).toEqual(["third dx", "second dx", "first"]);
    expect(step([[/^(first|second)/, { freeze: true }]])).toEqual(["third"]);
    expect(step([[/^second/, { freeze: true }]])).toEqual(["third dx", "second dx", "first"]);
  });

  it("are saved with the optimizer, and schedules too", async () => {
    const learningRate = stepDecay({ initial: 1, every: 10 });
    const optimizer = sgd({ learningRate, rules: [[/kernel/, { freeze: true }]] });
    const model = sequential({ inputShape: [1], layers: [dense({ units: 1 })] });
    model.compile({ optimizer, loss: "meanSquaredError" });
    const loaded = await loadModel(model.toBytes());
    expect(JSON.stringify(loaded.compiled?.optimizer)).toBe(JSON.stringify(optimizer));
    expect(loaded.learningRate).toBe(1);
    expect(loaded.toBytes()).toEqual(model.toBytes());
  });

  it("say what is wrong with them", () => {
    const compile = (optimizer: Optimizer) => () => line(optimizer);
    expect(compile(sgd({ rules: [[/kernle/, { l2: 1 }]] }))).toThrow(
      "sgd: rules[0]: expected a pattern that matches one of dense_1/kernel, dense_1/bias, got /kernle/",
    );
    expect(() => sgd({ rules: [[/k/i, {}]] })).toThrow(
      "sgd: rules[0]: expected a regular expression without flags, got /k/i",
    );
    expect(() => sgd({ rules: [["(", {}]] })).toThrow(
      'sgd: rules[0]: expected a regular expression, got "("',
    );
    expect(() => sgd({ rules: [["k", { decay: 1 } as object]] })).toThrow(
      'sgd: rules[0]: unknown option "decay"',
    );
    expect(() => sgd({ clipNorm: 0 })).toThrow(
      "sgd: clipNorm: expected a finite number above 0, got 0",
    );
    expect(() => adam({ weightDecay: -1 })).toThrow(
      "adam: weightDecay: expected a finite number, at least 0, got -1",
    );
    expect(() => adam({ gradientAccumulationSteps: 1.5 })).toThrow(
      "adam: gradientAccumulationSteps: expected a whole number, at least 1, got 1.5",
    );
    const learningRate = stepDecay({ initial: 1, every: 10 });
    const model = line(sgd({ learningRate }));
    expect(() => {
      model.learningRate = 1;
    }).toThrow("learningRate: expected an optimizer with a fixed rate, got one with stepDecay");
  });
});

describe("lion", () => {
  it("steps by the sign of the mean, worked out by hand", () => {
    // c = ½·1 > 0, m = ¼; c = ½·¼ − ½·½ < 0, m = ¾·¼ − ¼·½ = 1/16; c = ½·1/16 − ½·1/16 = 0.
    const optimizer = lion({ learningRate: 0.5, beta1: 0.5, beta2: 0.75 });
    const steps = walk(optimizer, [1, -0.5, -0.0625]);
    expect(steps.map(([w]) => w)).toEqual([1.5, 2, 2]);
  });
});

describe("muon", () => {
  it("makes the step nearly orthogonal, tall or wide, and leaves vectors to Adam", () => {
    for (const [inputs, units] of [
      [8, 3],
      [3, 8],
    ] as const) {
      // biome-ignore format: one line
      const model = sequential({ inputShape: [inputs], seed: 1, layers: [dense({ units })] });
      model.compile({ optimizer: muon({ learningRate: 1 }), loss: "meanSquaredError" });
      const [kernel, bias] = model.parameters as [Model["parameters"][0], Model["parameters"][0]];
      const before = kernel.value.data.slice();
      const x = tensor(Array.from({ length: 16 }, (_, i) => wave(inputs, i)));
      const y = tensor(Array.from({ length: 16 }, (_, i) => wave(units, 3 * i + 1)));
      model.trainOnBatch(x, y);
      const step = before.map((value, i) => value - kernel.value.data[i]!);
      // The Frobenius norm² is the sum of the squares of 3 singular values. The quintic leaves those
      // in [0.68, 1.13], as far as they were not tiny; the scale is √max(1, units/inputs).
      const square =
        step.reduce((sum, value) => sum + value * value, 0) * Math.min(1, inputs / units);
      expect(square).toBeGreaterThan(3 * 0.68 ** 2);
      expect(square).toBeLessThan(3 * 1.14 ** 2);
      // Adam's first step is its rate, η/20.
      for (const value of bias.value.data) expect(Math.abs(value)).toBeCloseTo(0.05, 4);
    }
  });

  it("leaves out what is excluded", () => {
    const model = sequential({ inputShape: [4], layers: [dense({ units: 4 })] });
    model.compile({ optimizer: muon({ exclude: [/dense_1/] }), loss: "meanSquaredError" });
    const before = model.parameters[0]!.value.data.slice();
    model.trainOnBatch([[1, 2, 3, 4]], [[1, 1, 1, 9]]);
    model.parameters[0]!.value.data.forEach((value, i) => {
      expect(Math.abs(value - before[i]!)).toBeCloseTo(0.001, 5);
    });
  });
});

function wave(length: number, salt: number): number[] {
  return Array.from({ length }, (_, i) => Math.sin(1.7 * i + 2.3 * salt * (i + 1)));
}

describe("a gradient that is not finite", () => {
  /** y·∞ backward where the loss is finite. */
  const explode: Loss = {
    ...meanSquaredError(),
    bind: ({ y, dy, target, loss }) => {
      return () => {
        loss.data[0] = y.data[0]!;
        dy?.data.fill(target.data[0]! > 0 ? 3e38 : 1);
      };
    },
  };

  it.each([
    ["sgd", sgd({ momentum: 0.9 })],
    ["adam", adam()],
  ])("stops %s with the name of the parameter and changes nothing", (_name, optimizer) => {
    const [model, twin] = [0, 1].map(() => {
      const net = line(sgd());
      net.compile({ optimizer, loss: explode });
      return net;
    }) as [Model, Model];
    for (let i = 0; i < 3; i++) {
      model.trainOnBatch([1], [0]);
      twin.trainOnBatch([1], [0]);
      expect(() => model.trainOnBatch([2], [1])).toThrow(
        'dense "dense_1": expected a gradient of dense_1/kernel below 1e19, got more, NaN or infinities',
      );
      expect(model.toBytes()).toEqual(twin.toBytes());
    }
  });
});

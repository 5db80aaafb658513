import { bindAdd, kernels, sizeOf, type Tensor, useKernels } from "@kindling/core";
import {
  bidirectional,
  concatenate,
  defineLayer,
  embedding,
  flatten,
  graph,
  gru,
  input,
  type Layer,
  type LayerConfig,
  type Loss,
  lstm,
  masking,
  multiHeadAttention,
  type SymbolicTensor,
  sgd,
  simpleRnn,
} from "@kindling/nn";
import { afterAll, describe, expect, it } from "vitest";
import golden from "./golden/sequences.json" with { type: "json" };

const usual = kernels().name;
afterAll(() => useKernels(usual));

const [BATCH, STEPS, INPUTS, UNITS] = [3, 5, 4, 3];
const LENGTHS = [5, 2, 3];
/** What `predict` returns is rounded to float32. */
const FLOAT32 = 2 ** -24;
const wave = (salt: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.sin(1.7 * i + salt));

/** y = x + p, so that the gradient of an input is that of a parameter. */
const probe = defineLayer("probe", ({ batch }: LayerConfig & { readonly batch: number }) => {
  return (scope, shape) => {
    const p = scope.parameter("kernel", [batch, ...shape], "zeros", { fanIn: 1, fanOut: 1 });
    return {
      output: shape,
      mask: "passes",
      bind: ({ x, y, dy }) => ({
        forward: bindAdd({ out: y, a: x, b: p.value }),
        backward: bindAdd({ out: p.grad, a: p.grad, b: dy }),
      }),
    };
  };
});

/** L = Σ dy∘y, where the target is dy. */
const projection: Loss = {
  name: "projection",
  config: {},
  absorbs: () => false,
  target: (output) => output,
  bind:
    ({ y, target, dy, loss }) =>
    () => {
      loss.data[0] = 0;
      dy?.data.set(target.data);
      for (let i = 0; i < y.size; i++) loss.data[0]! += y.data[i]! * target.data[i]!;
    },
};

/** What a layer returns with its states, one behind the other; behind a mask the states alone. */
function joined(y: SymbolicTensor, isMasked: boolean): SymbolicTensor {
  const { states } = y;
  if (states.length === 0) return y;
  const rows = (isMasked ? states : [y, ...states]).map((value) => flatten().apply(value));
  return rows.length > 1 ? concatenate().apply(rows) : rows[0]!;
}

interface Case {
  readonly name: string;
  readonly y: readonly number[];
  readonly grads: readonly (readonly number[])[];
}

const unmasked = (x: SymbolicTensor): SymbolicTensor => x;

/** What one layer makes of inputs, and the gradients of inputs and parameters. */
function run(
  layer: Layer,
  inputs: readonly { readonly shape: readonly number[]; readonly salt: number }[],
  salts: readonly number[],
  between = unmasked,
): { readonly y: Tensor; readonly grads: readonly Tensor[] } {
  const values = inputs.map(({ shape }) => input({ shape }));
  const [first, ...others] = values.map((value) => probe({ batch: BATCH }).apply(value));
  const outputs = joined(layer.apply([between(first!), ...others]), between !== unmasked);
  const model = graph({ inputs: values, outputs });
  model.compile({ optimizer: sgd({ learningRate: 1e-9 }), loss: projection });
  const own = model.parameters.slice(inputs.length);
  own.forEach(({ value }, i) => {
    value.data.set(wave(salts[i]!, value.size));
  });
  const data = inputs.map(({ shape, salt }) =>
    Float64Array.from(wave(salt, BATCH * sizeOf(shape))),
  );
  const x = data.length === 1 ? data[0]! : data;
  const y = model.predict(x);
  model.trainOnBatch(x, Float64Array.from(wave(0.9, y.size)));
  return { y, grads: model.parameters.map(({ grad }) => grad) };
}

/** Steps behind the end of a sequence become the value that masking looks for. */
const cut = defineLayer("cut", (_: LayerConfig) => (_scope, shape) => ({
  output: shape,
  bind: ({ x, y, dx, dy }) => {
    const over = (to: Tensor, from: Tensor, value: number) => () => {
      const [, , width] = to.shape as [number, number, number];
      for (let i = 0; i < to.size; i++) {
        const row = Math.floor(i / width);
        const inside = row % STEPS < LENGTHS[Math.floor(row / STEPS)]!;
        to.data[i] = inside ? from.data[i]! : value;
      }
    };
    return { forward: over(y, x, 7), backward: dx ? over(dx, dy, 0) : () => {} };
  },
}));

const masked = (x: SymbolicTensor): SymbolicTensor =>
  masking({ maskValue: 7 }).apply(cut().apply(x));

function compute(name: string): ReturnType<typeof run> {
  const [kind, ...words] = name.split(" ");
  if (kind === "attention") return attend(words.join(" "));
  const both = words.includes("both");
  const options = {
    units: UNITS,
    returnSequences: words.includes("sequences") || words.includes("returned"),
    returnState: words.includes("returned"),
    useRecurrentBias: true,
  };
  const make = (): Layer => {
    if (kind === "LSTM") return lstm(options);
    if (kind === "RNN") return simpleRnn({ ...options, activation: words[0] as "tanh" });
    const { useRecurrentBias: _, ...rest } = options;
    return gru(rest);
  };
  const count = (both ? 2 : 1) * (kind === "LSTM" ? 2 : 1);
  // PyTorch has [direction, batch, units] for every kind of state, kindling the states of a direction together.
  const offset = BATCH * UNITS * 1.7;
  const order =
    both && kind === "LSTM"
      ? [0.5, 1.5, 0.5 + offset, 1.5 + offset]
      : [0.5, both ? 0.5 + offset : 1.5];
  const states = words.includes("states")
    ? Array.from({ length: count }, (_, i) => ({ shape: [UNITS], salt: order[i]! }))
    : [];
  return run(
    both ? bidirectional({ layer: make() }) : make(),
    [{ shape: [STEPS, INPUTS], salt: 0.3 }, ...states],
    [1, 2, 3, 4, 11, 12, 13, 14],
    words.includes("mask") ? masked : undefined,
  );
}

function attend(mode: string): ReturnType<typeof run> {
  const inputs =
    mode === "cross"
      ? [{ shape: [5, 6], salt: 0.3 }, { shape: [4, 3], salt: 0.4 }, { shape: [4, 5], salt: 0.5 }]
      : [{ shape: [5, 6], salt: 0.3 }]; // biome-ignore format: one input after another
  const layer = multiHeadAttention({ numHeads: 2, keyDim: 3, causal: mode.includes("causal") });
  return run(layer, inputs, [1, 5, 2, 6, 3, 7, 4, 8], mode.includes("mask") ? marked : undefined);
}

/** A mask of the lengths, beside values that stay as they are. */
const marked = (x: SymbolicTensor): SymbolicTensor => mark().apply(x);
const mark = defineLayer("mark", (_: LayerConfig) => (_scope, shape) => ({
  output: shape,
  mask: "makes",
  bind: ({ x, y, dx, dy, outputMask }) => ({
    forward: () => {
      y.data.set(x.data);
      for (let b = 0; b < BATCH; b++) {
        for (let t = 0; t < STEPS; t++) outputMask!.data[b * STEPS + t] = t < LENGTHS[b]! ? 1 : 0;
      }
    },
    backward: () => dx?.data.set(dy.data),
  }),
}));

/** Largest difference, relative to the largest entry. */
function distance(got: ArrayLike<number>, expected: readonly number[]): number {
  expect(got.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(got[i]! - value))) / scale;
}

/** PyTorch's gradients in kindling's order: states by direction. */
function inOrder({ name, grads }: Case): readonly (readonly number[])[] {
  const [kind, ...words] = name.split(" ");
  if (!(words.includes("both") && words.includes("states"))) return grads;
  const count = kind === "LSTM" ? 2 : 1;
  const half = BATCH * UNITS;
  const states = grads.slice(1, 1 + count);
  const parts = [0, 1].flatMap((d) => states.map((state) => state.slice(d * half, (d + 1) * half)));
  return [grads[0]!, ...parts, ...grads.slice(1 + count)];
}

// In float64 only roundings differ, over sums of up to a hundred terms that may cancel to a tenth. In
// float32 the same sums err by a few 2⁻²⁴ of their terms, and five steps multiply that: below 1e-5.
describe.each([
  ["reference", 1e-12],
  ["wasm-simd", 1e-5],
  ["js", 1e-5],
] as const)("PyTorch and the %s kernels agree to %d", (set, tolerance) => {
  const cases: readonly Case[] = golden.filter(({ name }) => name !== "embedding");
  it.each(cases.map((each) => [each.name, each] as const))("%s", (name, each) => {
    useKernels(set);
    const { y, grads } = compute(name);
    expect(distance(y.data, each.y)).toBeLessThan(Math.max(tolerance, FLOAT32));
    const expected = inOrder(each);
    expect(grads.length).toBe(expected.length);
    for (const [i, grad] of grads.entries()) {
      // The bias of the keys moves all scores of a query alike: its gradient is 0 but for roundings.
      if (name.startsWith("attention") && i === grads.length - 5) {
        expect(Math.max(...Array.from(grad.data, Math.abs))).toBeLessThan(tolerance);
        continue;
      }
      expect(distance(grad.data, expected[i]!)).toBeLessThan(tolerance);
    }
  });

  it("embedding", () => {
    useKernels(set);
    const each = golden.find(({ name }) => name === "embedding")!;
    const tokens = input({ shape: [3] });
    const outputs = embedding({ inputDim: 7, outputDim: 4 }).apply(tokens);
    const model = graph({ inputs: tokens, outputs });
    model.compile({ optimizer: sgd({ learningRate: 1e-9 }), loss: projection });
    const [table] = model.parameters;
    table!.value.data.set(wave(1, 28));
    const ids = [[1, 6, 1], [0, 2, 2]]; // biome-ignore format: one line
    expect(distance(model.predict(ids).data, each.y)).toBeLessThan(Math.max(tolerance, FLOAT32));
    model.trainOnBatch(ids, Float64Array.from(wave(0.9, 24)));
    expect(distance(table!.grad.data, each.grads[0]!)).toBeLessThan(tolerance);
  });
});

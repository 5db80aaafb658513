import type { Rng, Shape, Tensor } from "@kindling/core";
import * as core from "@kindling/core";
import { afterAll, describe, expect, it } from "vitest";

type Operand = Shape | readonly Shape[] | number | Tensor;

interface Case {
  readonly name: string;
  /** In the order of the convenient form, by their names in the bound one. A shape stands for a tensor. */
  readonly operands: Readonly<Record<string, Operand>>;
  readonly options?: object;
}

const of = (name: string, operands: Case["operands"], options = {}): Case => ({
  name,
  operands,
  options,
});

const UNARY = ["neg", "abs", "sign", "square", "sqrt", "reciprocal", "floor", "ceil", "round", "exp", "log", "sin", "cos", "relu", "sigmoid", "tanh", "softplus"] as const; // biome-ignore format: one line
const BINARY = ["add", "sub", "mul", "div", "pow", "maximum", "minimum", "addRelu", "equal", "notEqual", "greater", "greaterEqual", "less", "lessEqual"] as const; // biome-ignore format: one line
const REDUCTIONS = ["sum", "mean", "variance", "max", "min", "argMax", "argMin", "logSumExp", "norm"] as const; // biome-ignore format: one line
const rows = core.tensor([2, 0, 0, 3, 1]);

const CASES: readonly Case[] = [
  ...UNARY.flatMap((name) => [
    of(name, { x: [3, 4, 2] }),
    of(name, { x: [3, 0] }),
    of(name, { x: [] }),
  ]),
  ...BINARY.flatMap((name) => [
    of(name, { a: [3, 4, 2], b: [3, 4, 2] }),
    of(name, { a: [3, 1, 5], b: [4, 1] }),
    of(name, { a: [2, 3], b: 0.5 }),
    of(name, { a: -1.5, b: [7] }),
    of(name, { a: [0, 3], b: [3] }),
  ]),
  ...REDUCTIONS.flatMap((name) => [
    of(name, { x: [3, 4, 5] }),
    of(name, { x: [3, 4, 5] }, { axis: 1, keepDims: true }),
    of(name, { x: [3, 4, 5] }, { axis: [2, 0] }),
    of(name, { x: [6, 7] }, { axis: -2 }),
  ]),
  ...["sum", "norm", "logSumExp"].map((name) => of(name, { x: [0, 3] }, { axis: 0 })),
  ...["softmax", "logSoftmax"].flatMap((name) => [
    of(name, { x: [3, 4, 5] }),
    of(name, { x: [3, 4, 5] }, { axis: 1 }),
  ]),
  of("where", { condition: [3, 1], a: [4], b: [3, 4] }),
  of("where", { condition: [3, 4], a: [3, 4], b: -1 }),
  of("clip", { x: [5, 3], low: -0.5, high: 0.25 }),
  of("matmul", { a: [17, 33], b: [33, 18] }),
  of("matmul", { a: [9, 2], b: [2, 10] }),
  of("matmul", { a: [2, 1, 5, 7], b: [3, 7, 6] }),
  of("matmul", { a: [7], b: [3, 7, 2] }),
  of("matmul", { a: [4, 5, 7], b: [7] }),
  of("matmul", { a: [4, 0], b: [0, 3] }),
  of("matmul", { a: [0, 4], b: [4, 3] }),
  of("dot", { a: [11], b: [11] }),
  of("outer", { a: [3], b: [4] }),
  of("concat", { xs: [[2, 3], [0, 3], [4, 3]] }), // biome-ignore format: one line
  of("concat", { xs: [[2, 3], [2, 1]] }, { axis: 1 }), // biome-ignore format: one line
  of("stack", { xs: [[2, 3], [2, 3]] }, { axis: 1 }), // biome-ignore format: one line
  of("gather", { x: [4, 3, 2], indices: rows }),
  of("oneHot", { indices: rows, classes: 4 }),
];

type Operation = (...operands: unknown[]) => Tensor;
type Bind = (operands: Readonly<Record<string, unknown>>) => core.Run;
const named = core as unknown as Record<string, Operation> & Record<string, Bind>;

/** A view full of 55: axes in any order, steps of any sign, an offset, in an arena or not. */
function scattered(rng: Rng, shape: Shape): Tensor {
  const order = rng.permutation(shape.length);
  const steps = shape.map(() => [1, -1, 2, -3][rng.integer(4)] as number);
  const extents = shape.map((extent, axis) => extent * Math.abs(steps[axis] as number));
  const room = Array.from(order, (axis) => (extents[axis] as number) + 1);
  const whole = rng.integer(2) ? core.zeros(room) : core.createArena().tensor(room);
  const places = shape.map((_, axis) => order.indexOf(axis));
  const view = whole
    .transpose(...places)
    .lo(...shape.map(() => 1))
    .step(...steps);
  return core.add(view, 55, { out: view });
}

/** The operand of a case: a view of random numbers, and a copy of it that is as plain as can be. */
function operandsOf(rng: Rng, operand: Operand): readonly [view: unknown, plain: unknown] {
  if (typeof operand === "number" || core.isNdArray(operand)) return [operand, operand];
  if (Array.isArray(operand[0])) {
    const pairs = (operand as readonly Shape[]).map((shape) => operandsOf(rng, shape));
    return [pairs.map(([view]) => view), pairs.map(([, plain]) => plain)];
  }
  const shape = operand as Shape;
  const plain = rng.normal(core.zeros(shape));
  const view = scattered(rng, shape);
  core.copyInto(view, plain);
  return [view, plain];
}

function expectClose(got: Tensor, expected: Tensor): void {
  expect(got.shape).toEqual(expected.shape);
  // Sums of up to 60 terms of either sign, added in another order.
  if (core.allClose(got, expected, { rtol: 1e-5, atol: 1e-5, equalNan: true })) return;
  expect(core.toNested(got)).toEqual(core.toNested(expected));
}

describe.each(["wasm-simd", "js"] as const)("on views, in every form, %s has for", (set) => {
  afterAll(() => core.useKernels("wasm-simd"));

  it.each(CASES)("$name of $operands $options what it has for plain arrays", (test) => {
    const { name, operands, options } = test;
    core.useKernels(set);
    const operation = named[name] as Operation;
    const bind = named[`bind${name.charAt(0).toUpperCase()}${name.slice(1)}`] as unknown as Bind;
    for (let seed = 0; seed < 4; seed++) {
      const rng = core.createRng(seed);
      const pairs = Object.entries(operands).map(
        ([key, operand]) => [key, ...operandsOf(rng, operand)] as const,
      );
      const expected = operation(...pairs.map(([, , plain]) => plain), options);
      const views = pairs.map(([, view]) => view);
      expectClose(operation(...views, options), expected);
      const out = scattered(rng, expected.shape);
      expect(operation(...views, { ...options, out })).toBe(out);
      expectClose(out, expected);
      const room = scattered(rng, expected.shape);
      const bound = Object.fromEntries(pairs.map(([key, view]) => [key, view]));
      const run = bind({ out: room, ...bound, ...options });
      run();
      run();
      expectClose(room, expected);
    }
  });
});

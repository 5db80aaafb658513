import * as core from "@kindling/core";
import { describe, expect, it } from "vitest";

const UNARY = ["neg", "abs", "sign", "square", "sqrt", "reciprocal", "floor", "ceil", "round", "exp", "log", "sin", "cos", "relu", "sigmoid", "tanh", "softplus"] as const; // biome-ignore format: one line
const BINARY = ["add", "sub", "mul", "div", "pow", "maximum", "minimum", "addRelu", "equal", "notEqual", "greater", "greaterEqual", "less", "lessEqual"] as const; // biome-ignore format: one line
const REDUCTIONS = ["sum", "mean", "variance", "max", "min", "argMax", "argMin", "logSumExp", "norm"] as const; // biome-ignore format: one line
const ALONG = ["softmax", "logSoftmax"] as const;
const OTHERS = ["where", "clip", "matmul", "dot", "outer", "qr", "concat", "stack", "slice", "gather", "scatterAdd", "oneHot"] as const; // biome-ignore format: one line
const x = core.tensor([[1, 2], [3, 4]]); // biome-ignore format: one line

type Operation = (...operands: unknown[]) => core.Tensor;
const named = core as unknown as Record<string, Operation>;

describe("every operation", () => {
  it.each([...UNARY, ...BINARY, ...REDUCTIONS, ...ALONG, ...OTHERS])(
    "%s has a bound form",
    (name) => {
      expect(named[name]).toBeTypeOf("function");
      expect(named[`bind${name.charAt(0).toUpperCase()}${name.slice(1)}`]).toBeTypeOf("function");
    },
  );

  it.each([...UNARY, ...BINARY, ...REDUCTIONS, ...ALONG])(
    "%s writes into a view what it returns otherwise",
    (name) => {
      const operation = named[name] as Operation;
      const operands = BINARY.includes(name as "add") ? [x, 2] : [x];
      const result = operation(...operands);
      const room = core.zeros([...result.shape.map((extent) => 2 * extent), 2]);
      const out = room.pick(...result.shape.map(() => null), 1).step(...result.shape.map(() => -2));
      expect(operation(...operands, { out })).toBe(out);
      expect(core.toNested(out)).toEqual(core.toNested(result));
    },
  );
});

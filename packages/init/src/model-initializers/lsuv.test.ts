import { createRng, tensor, toNested, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { handMadeModel } from "../../test/model.ts";
import { sampleVariance } from "../../test/sample.ts";
import { lsuv } from "./lsuv.ts";

const data = createRng(2).normal(zeros([64, 10]), 1, 5);
const deep = () => handMadeModel([[10, 20], [20, 20], [20, 5]]); // biome-ignore format: one line

describe("lsuv", () => {
  it("gives every layer's output the variance 1", () => {
    const model = deep();
    lsuv({ data, tolerance: 1e-5 }).apply(model);
    for (const layer of model.layers) {
      const z = model.preactivation(layer, data).data;
      const variance = (sampleVariance(z) * (z.length - 1)) / z.length;
      expect(Math.abs(variance - 1)).toBeLessThan(1e-5);
    }
  });

  it("keeps kernels orthogonal, up to their scale, and biases 0", () => {
    const model = deep();
    lsuv({ data }).apply(model);
    const w = toNested(model.parameter("dense_1/kernel")) as number[][];
    const square = w[0]!.reduce((sum, value) => sum + value ** 2, 0);
    for (const [i, a] of w.entries()) {
      for (const [j, b] of w.entries()) {
        const product = a.reduce((sum, value, at) => sum + value * b[at]!, 0) / square;
        expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-5);
      }
    }
    expect(square).not.toBeCloseTo(1, 2);
    expect(model.parameter("dense_1/bias").data.every((value) => value === 0)).toBe(true);
  });

  it("leaves a layer that is within the tolerance, and ends after the last iteration", () => {
    const scaled: number[] = [];
    const model = deep();
    const counted = {
      ...model,
      // A variance that never becomes 1: that of 0 and 4 is 4.
      preactivation: () => {
        scaled.push(1);
        return tensor([0, 4]);
      },
    };
    lsuv({ data, maxIterations: 3 }).apply(counted);
    expect(scaled).toHaveLength(9);
    scaled.length = 0;
    lsuv({ data, tolerance: 3.5 }).apply(counted);
    expect(scaled).toHaveLength(3);
  });

  it("takes a variance from 0.9 to 1.1 as it is", () => {
    // An orthogonal 1×1 kernel is ±1, and leaves the variance s² of the inputs −s and s.
    for (const [square, expected] of [[0.895, 1], [0.905, 0.905], [1.095, 1.095], [1.105, 1]] as const) {
      const model = handMadeModel([[1, 1]]);
      const s = Math.sqrt(square);
      lsuv({ data: tensor([[-s], [s]]) }).apply(model);
      const [kernel] = model.parameter("dense_0/kernel").data;
      expect(kernel! ** 2 * square).toBeCloseTo(expected, 6); // a few roundings of 2⁻²⁴
    } // biome-ignore format: one line
  });

  it("is the same for the same seed, whatever the model held", () => {
    const [first, second] = [deep(), deep()];
    lsuv({ data }).apply(first);
    second.parameter("dense_0/kernel").data.fill(Number.NaN);
    lsuv({ data }).apply(second);
    expect(second.parameter("dense_2/kernel").data).toEqual(first.parameter("dense_2/kernel").data);
  });

  it("changes nothing when the data do not serve, and says where", () => {
    const model = deep();
    const one = createRng(1).normal(zeros([1, 10]));
    const same = tensor([[...one.data], [...one.data]]);
    const narrow = handMadeModel([[10, 1], [1, 1]]); // biome-ignore format: one line
    expect(() => lsuv({ data: same }).apply(narrow)).toThrow(
      "dense_0: lsuv: expected a finite output that differs between inputs, got the variance 0; " +
        "take a larger batch",
    );
    const broken = { ...model, preactivation: () => zeros([0, 3]) };
    expect(() => lsuv({ data }).apply(broken)).toThrow("dense_0: lsuv: expected a finite output");
    for (const { layers } of [model, narrow]) {
      for (const { kernel } of layers) expect(new Set(kernel.value.data)).toEqual(new Set([0.5]));
    }
  });

  it("refuses what it cannot work with", () => {
    expect(() => lsuv({ data, tolerance: 0 })).toThrow(
      "lsuv: tolerance: expected a number above 0",
    );
    expect(() => lsuv({ data, maxIterations: 1.5 })).toThrow(
      "lsuv: maxIterations: expected a whole number above 0, got 1.5",
    );
    expect(() => lsuv({ data, iterations: 2 } as never)).toThrow('unknown option "iterations"');
    expect(() => lsuv({ data }).apply(null as never)).toThrow("lsuv: expected a model, got null");
    expect(lsuv({ data, tolerance: 0.2 })).toMatchObject({
      name: "lsuv",
      config: { tolerance: 0.2 },
    });
  });
});

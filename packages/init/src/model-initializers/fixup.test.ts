import { createRng, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { handMadeModel } from "../../test/model.ts";
import { fixup } from "./fixup.ts";

const data = createRng(2).normal(zeros([8, 6]));

describe("fixup", () => {
  it.each([
    [[6, 9, 6], 4, 0.5], // 4^(−1/2)
    [[6, 9, 9, 6], 16, 0.5], // 16^(−1/4)
    [[6, 9, 9, 9, 6], 64, 0.5], // 64^(−1/6)
    [[6, 9, 6], 1, 1],
  ])("scales branches of widths %j, %i of them, by %f", (branch, count, factor) => {
    const branches = Array.from({ length: count }, () => ({ branch }));
    const model = handMadeModel([[6, 6], ...branches, [6, 3]]);
    fixup().apply(model);
    const path = `branch_${count}/dense_${branch.length - 3}/kernel`;
    const kernel = model.parameter(path);
    const drawn = createRng(1)
      .at(path)
      .normal(zeros(kernel.shape), 0, Math.sqrt(2 / kernel.shape[0]!));
    kernel.data.forEach((value, i) => {
      expect(Math.abs(value - factor * drawn.data[i]!)).toBeLessThanOrEqual(
        2 ** -24 * Math.abs(value),
      );
    });
  });

  it("starts with branches that add nothing, and an output of 0", () => {
    const model = handMadeModel([[6, 6], { branch: [6, 9, 6] }, { branch: [6, 6] }, [6, 3]]);
    fixup().apply(model);
    const [stem, output] = [model.layers[0]!, model.layers.at(-1)!];
    expect(model.output(data).data.every((value) => Object.is(value, 0))).toBe(true);
    expect(output.kernel.value.data.every((value) => Object.is(value, 0))).toBe(true);
    // With another output kernel the net computes what stem and output alone would.
    createRng(3).normal(output.kernel.value);
    const shallow = handMadeModel([[6, 6], [6, 3]]); // biome-ignore format: one line
    for (const [i, layer] of [stem, output].entries()) {
      shallow.layers[i]!.kernel.value.data.set(layer.kernel.value.data);
      shallow.layers[i]!.bias!.value.data.fill(0);
    }
    expect(model.output(data).data).toEqual(shallow.output(data).data);
    expect(model.parameter("branch_1/scale").get(0)).toBe(1);
    expect(stem.kernel.value.data.every((value) => value !== 0.5)).toBe(true);
  });

  it("asks for branches", () => {
    const model = handMadeModel([[6, 6]]);
    expect(() => fixup().apply(model)).toThrow(
      "fixup: expected a model with residual branches, got none",
    );
    expect(model.parameter("dense_0/kernel").get(0, 0)).toBe(0.5);
  });
});

import { describe, expect, it } from "vitest";
import { handMadeModel } from "../../test/model.ts";
import { reZero } from "./re-zero.ts";

const wiring = [[6, 6], { branch: [6, 9, 6] }, { branch: [6, 6] }] as const; // biome-ignore format: one line

describe("reZero", () => {
  it("sets the scale of every branch to 0, and nothing else", () => {
    const model = handMadeModel(wiring);
    reZero().apply(model);
    expect(model.branches.map(({ scale }) => scale!.value.get(0))).toEqual([0, 0]);
    for (const { kernel } of model.layers)
      expect(new Set(kernel.value.data)).toEqual(new Set([0.5]));
  });

  it("takes another start", () => {
    const model = handMadeModel(wiring);
    reZero({ alpha: 0.25 }).apply(model);
    expect(model.branches.map(({ scale }) => scale!.value.get(0))).toEqual([0.25, 0.25]);
    expect(reZero({ alpha: 0.25 }).config).toEqual({ alpha: 0.25 });
  });

  it("asks for branches with scales, and changes nothing otherwise", () => {
    expect(() => reZero().apply(handMadeModel([[6, 6]]))).toThrow(
      "reZero: expected a model with residual branches, got none",
    );
    const model = handMadeModel(wiring);
    const [first, second] = model.branches;
    const branches = [first!, { path: second!.path, layers: second!.layers }];
    expect(() => reZero().apply({ ...model, branches })).toThrow(
      "branch_2: reZero: expected a branch with a scale, got none",
    );
    expect(first!.scale!.value.get(0)).toBe(0.5);
    expect(() => reZero({ alpha: Number.NaN })).toThrow("reZero: alpha: expected a finite");
  });
});

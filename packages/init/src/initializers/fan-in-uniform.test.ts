import { expect, it } from "vitest";
import { uniform } from "../law.ts";
import { fanInUniform } from "./fan-in-uniform.ts";

it("has the bounds ±1/√fanIn", () => {
  expect(fanInUniform().law({ fanIn: 16, fanOut: 3 })).toEqual(uniform(-0.25, 0.25));
});

it("has the bounds of torch.nn.Linear(4, 100)", () => {
  expect(fanInUniform().law({ fanIn: 4, fanOut: 100 })).toEqual(uniform(-0.5, 0.5));
});

import { expect, it } from "vitest";
import { uniform } from "../law.ts";
import { lecunUniform } from "./lecun-uniform.ts";

it("has the variance 1/fanIn", () => {
  // √(3/12) = ½, and (2·½)²/12 = 1/12
  expect(lecunUniform().law({ fanIn: 12, fanOut: 5 })).toEqual(uniform(-0.5, 0.5));
});

import { expect, it } from "vitest";
import { constant } from "../law.ts";
import { zeros } from "./zeros.ts";

it("is 0 for any fans", () => {
  expect(zeros().law({ fanIn: 3, fanOut: 2 })).toEqual(constant(0));
});

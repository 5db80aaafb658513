import { expect, it } from "vitest";
import { constant } from "../law.ts";
import { ones } from "./ones.ts";

it("is 1 for any fans", () => {
  expect(ones().law({ fanIn: 3, fanOut: 2 })).toEqual(constant(1));
});

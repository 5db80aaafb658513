import { expect, it } from "vitest";
import { constant as always } from "../law.ts";
import { constant } from "./constant.ts";

it("is its value for any fans, 0 by default", () => {
  const fans = { fanIn: 3, fanOut: 2 };
  expect(constant({ value: 0.1 }).law(fans)).toEqual(always(0.1));
  expect(constant().law(fans)).toEqual(always(0));
});

it("refuses a value that is not finite", () => {
  expect(() => constant({ value: Number.NaN })).toThrow(
    "constant: value: expected a finite float32 number, got NaN",
  );
});

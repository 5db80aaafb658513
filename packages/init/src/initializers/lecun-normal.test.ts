import { expect, it } from "vitest";
import { normal } from "../law.ts";
import { variance } from "../moments.ts";
import { lecunNormal } from "./lecun-normal.ts";

const fans = { fanIn: 16, fanOut: 3 };

it("has the law of LeCun et al. (1998)", () => {
  expect(lecunNormal().law(fans)).toEqual(normal(0, 0.25)); // 1/√16
});

it("can be truncated, with the same variance", () => {
  const law = lecunNormal({ truncated: true }).law(fans);
  expect(law).toMatchObject({ kind: "truncatedNormal", low: -2, high: 2 });
  expect(variance(law)).toBeCloseTo(1 / 16, 14);
});

it("refuses anything but true and false", () => {
  expect(() => lecunNormal({ truncated: 2 as never })).toThrow(
    "lecunNormal: truncated: expected one of true, false, got 2",
  );
});

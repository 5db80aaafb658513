import { expect, it } from "vitest";
import { normal } from "../law.ts";
import { muP } from "./mu-p.ts";

const law = (config: Parameters<typeof muP>[0], fanIn: number) =>
  muP(config).law({ fanIn, fanOut: 10 });

it("has the scales of Yang et al. (2021), table 3", () => {
  for (const role of ["input", "hidden"] as const) {
    expect(law({ role }, 16)).toEqual(normal(0, 1 / 4)); // 1/√fanIn
  }
  expect(law({ role: "output" }, 16)).toEqual(normal(0, 1 / 16)); // 1/fanIn
});

it("gives an output layer of the base width the scale of the others, and a fourth at four times it", () => {
  const output = { role: "output", baseFanIn: 64, gain: 2 } as const;
  expect(law(output, 64)).toEqual(law({ gain: 2 }, 64));
  expect(law(output, 256)).toEqual(normal(0, 2 / 32)); // a fourth of 2/8
});

it("refuses what has no scale", () => {
  expect(() => muP({ baseFanIn: 0 })).toThrow("muP: baseFanIn: expected a number above 0, got 0");
  expect(() => muP({ role: "readout" as never })).toThrow(
    'muP: role: expected one of "input", "hidden", "output", got "readout"',
  );
});

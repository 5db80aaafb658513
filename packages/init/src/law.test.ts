import { createRng, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { integral, moment } from "../test/sample.ts";
import { draw } from "./draw.ts";
import {
  constant,
  type Law,
  normal,
  rademacher,
  stdWithinTwoSigma,
  truncatedNormal,
  uniform,
} from "./law.ts";
import { cdf, density, mean, support, variance } from "./moments.ts";

const continuous: Law[] = [
  uniform(-0.25, 1),
  normal(0.5, 2),
  truncatedNormal(0, 1),
  truncatedNormal(1, 0.5, -1, 3),
  truncatedNormal(0, 2, 1, 2.5),
  truncatedNormal(0, 2, -6, -4),
  truncatedNormal(0, 1, 8, 9),
];

describe("a law", () => {
  it.each([constant(0.5), rademacher(2), ...continuous])("is plain frozen data: %o", (law) => {
    expect(Object.isFrozen(law)).toBe(true);
    expect(JSON.parse(JSON.stringify(law))).toEqual(law);
  });

  it("equals another with the same numbers", () => {
    expect(normal(0, 0.5)).toEqual(normal(0, 0.5));
    expect(normal(0, 0.5)).not.toEqual(normal(0, 0.51));
    expect(truncatedNormal(0, 1)).toEqual(truncatedNormal(0, 1, -2, 2));
  });

  it("has the moments of the textbook", () => {
    expect([mean(constant(3)), variance(constant(3))]).toEqual([3, 0]);
    expect([mean(uniform(1, 4)), variance(uniform(1, 4))]).toEqual([2.5, 0.75]);
    expect([mean(rademacher(3)), variance(rademacher(3))]).toEqual([0, 9]);
    expect([mean(normal(1, 3)), variance(normal(1, 3))]).toEqual([1, 9]);
    expect(mean(truncatedNormal(1, 3))).toBe(1);
    // Keras divides by 0.87962566103423978 to undo the cut at ±2σ.
    expect(stdWithinTwoSigma).toBe(Number("0.87962566103423978"));
    expect(Math.sqrt(variance(truncatedNormal(0, 1)))).toBeCloseTo(stdWithinTwoSigma, 14);
  });

  // Simpson's rule with 4000 intervals is good for 1e-10 here; at 8σ the terms of the
  // variance are 66 and cancel to 0.01, which leaves 11 digits.
  it.each(continuous)("has the moments of its density: %o", (law) => {
    expect(moment(law, 0, 0)).toBeCloseTo(1, 9);
    expect(mean(law)).toBeCloseTo(moment(law, 1, 0), 9);
    expect(variance(law)).toBeCloseTo(moment(law, 2, mean(law)), 9);
  });

  it.each(continuous)("has a cdf that is the integral of its density: %o", (law) => {
    const [least, greatest] = law.kind === "normal" ? [-20, 20] : support(law);
    for (const share of [0.1, 0.4, 0.5, 0.8]) {
      const x = least + share * (greatest - least);
      expect(cdf(law, x)).toBeCloseTo(
        integral((y) => density(law, y), least, x),
        9,
      );
    }
  });

  it("ends where its support ends", () => {
    expect(support(truncatedNormal(1, 0.5, -1, 3))).toEqual([0.5, 2.5]);
    expect(support(uniform(-1, 2))).toEqual([-1, 2]);
    expect(support(constant(2))).toEqual([2, 2]);
    for (const law of [uniform(-1, 2), truncatedNormal(0, 1), constant(0.5)]) {
      const [least, greatest] = support(law);
      expect([density(law, least - 1e-9), density(law, greatest + 1e-9)]).toEqual([0, 0]);
      expect([cdf(law, least - 1e-9), cdf(law, greatest)]).toEqual([0, 1]);
    }
    expect(density(constant(0.5), 0.5)).toBe(Number.POSITIVE_INFINITY);
  });

  it.each<[() => Law, string]>([
    [() => constant(Number.NaN), "constant: value: expected a finite float32 number, got NaN"],
    [() => constant(1e39), "constant: value: expected a finite float32 number, got 1e+39"],
    [() => uniform(1, 1), "uniform: expected low < high, got low 1 and high 1"],
    [() => uniform(0, Number.NaN), "uniform: high: expected a finite float32 number, got NaN"],
    [() => normal(0, -1), "normal: std: expected a number above 0, got -1"],
    [() => normal(0, 0), "got 0; one value for all is constant"],
    [() => normal(Number.NaN, 1), "normal: mean: expected a finite float32 number, got NaN"],
    [() => truncatedNormal(0, -1), "truncatedNormal: std: expected a number above 0, got -1"],
    [() => truncatedNormal(0, 1, 2, -2), "expected low < high, got low 2 and high -2"],
  ])("says what is wrong: %s", (make, message) => {
    expect(make).toThrow(message);
  });
});

describe("draw", () => {
  const stream = () => createRng(7).at("w");

  it("draws with the sampler of the law", () => {
    const drawn = (law: Law) => {
      const out = zeros([64]);
      draw(law, out, stream());
      return out.data;
    };
    const out = () => zeros([64]);
    expect(drawn(constant(0.1))).toEqual(new Float32Array(64).fill(0.1));
    expect(drawn(uniform(2, 5))).toEqual(stream().uniform(out(), 2, 5).data);
    expect(drawn(normal(2, 5))).toEqual(stream().normal(out(), 2, 5).data);
    expect(drawn(truncatedNormal(2, 5, -1, 3))).toEqual(
      stream().truncatedNormal(out(), 2, 5, -1, 3).data,
    );
  });

  it("fills a view with a constant and leaves the rest", () => {
    const whole = zeros([3, 4]);
    draw(constant(7), whole.hi(3, 3).lo(1, 1).transpose(1, 0), stream());
    expect([...whole.data]).toEqual([0, 0, 0, 0, 0, 7, 7, 0, 0, 7, 7, 0]);
  });
});

it("has two values of one size where signs are drawn", () => {
  const law = rademacher(0.5);
  expect(support(law)).toEqual([-0.5, 0.5]);
  expect([-1, -0.5, 0, 0.5].map((x) => cdf(law, x))).toEqual([0, 0.5, 0.5, 1]);
  expect([-0.5, 0, 1].map((x) => density(law, x))).toEqual([Infinity, 0, 0]);
  expect(() => rademacher(0)).toThrow("rademacher: scale: expected a number above 0, got 0");
});

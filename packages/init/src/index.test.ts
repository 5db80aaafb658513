import { createRng, zeros } from "@kindling/core";
import * as init from "@kindling/init";
import {
  defineInitializer,
  defineStructural,
  describe,
  fans,
  heNormal,
  initializers,
  laws,
} from "@kindling/init";
import { expect, describe as group, it } from "vitest";

interface ScaledNormalConfig {
  readonly scale?: number;
}

interface DiagonalConfig {
  readonly gain?: number;
}

declare module "@kindling/init" {
  interface InitializerConfigs {
    scaledNormal: ScaledNormalConfig;
  }
  interface InitializerAliases {
    scaled_normal: "scaledNormal";
  }
}

it("exports what it says, and nothing by accident", () => {
  const { names } = initializers;
  const others = [
    "defineInitializer",
    "defineStructural",
    "describe",
    "fans",
    "initializers",
    "laws",
    "neuronFans",
  ];
  expect(Object.keys(init).sort()).toEqual([...others, ...names()].sort());
});

group("the examples of the documentation", () => {
  it("fill any ndarray", () => {
    const w = zeros([784, 128]);
    heNormal().fill(w, { ...fans([784, 128]), rng: createRng(42).at("w") });
    const std = Math.sqrt(laws.variance(heNormal().law({ fanIn: 784, fanOut: 128 })));
    expect(std).toBeCloseTo(0.0505, 4);
    // A normal of 100352 draws has its extremes between 3.7σ and 6σ, but for one case in 10 000.
    const extreme = w.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(extreme / std).toBeGreaterThan(3.7);
    expect(extreme / std).toBeLessThan(6);
    expect(describe("heNormal", { fanIn: 784, fanOut: 128 }).text).toBe(
      "N(0, 0.0505²), heNormal, fanIn 784",
    );
  });

  it("add a plug-in", () => {
    const scaledNormal = defineInitializer(
      "scaledNormal",
      ({ scale = 1 }: ScaledNormalConfig = {}) => {
        return ({ fanIn }) => laws.normal(0, scale / Math.sqrt(fanIn));
      },
    );
    initializers.register("scaledNormal", scaledNormal, { aliases: ["scaled_normal"] });
    const { law } = describe({ name: "scaled_normal", scale: 2 }, { fanIn: 16, fanOut: 1 });
    expect(law).toEqual(laws.normal(0, 0.5));
  });

  it("write the values themselves", () => {
    const diagonal = defineStructural("diagonal", ({ gain = 1 }: DiagonalConfig = {}) => (out) => {
      for (let i = 0; i < Math.min(...out.shape); i++) out.set(i, i, gain);
    });
    const w = zeros([2, 3]);
    diagonal({ gain: 2 }).fill(w, { ...fans(w.shape), rng: createRng(1) });
    expect([...w.data]).toEqual([2, 0, 0, 0, 2, 0]);
  });
});

import { createRng, zeros } from "@kindling/core";
import { defineInitializer, type Fans, type InitializerName, laws } from "@kindling/init";
import { describe, expect, it } from "vitest";
import { builtinAliases } from "./aliases.ts";
import { heNormal } from "./initializers/he-normal.ts";
import { type Law, normal, truncatedNormal, uniform } from "./law.ts";
import { createRegistry, initializers } from "./registry.ts";

interface RegistryTestConfig {
  readonly scale?: number;
}

declare module "@kindling/init" {
  interface InitializerConfigs {
    registryTest: RegistryTestConfig;
    registryTestTwo: RegistryTestConfig;
  }
  interface InitializerAliases {
    registry_test: "registryTest";
    registry_test_: "registryTest";
  }
}

const registryTest = defineInitializer("registryTest", ({ scale = 1 }: RegistryTestConfig = {}) => {
  return () => laws.normal(0, scale);
});

const fans: Fans = { fanIn: 8, fanOut: 2 };
const lawOf = (name: InitializerName): Law | undefined => initializers.resolve(name).law?.(fans);

describe("resolve", () => {
  it("takes a name", () => {
    expect(initializers.resolve("heNormal").name).toBe("heNormal");
  });

  it("takes a name with options", () => {
    const { config } = initializers.resolve({ name: "heNormal", negativeSlope: 0.1 });
    expect(config).toEqual({ negativeSlope: 0.1 });
  });

  it("gives back an initializer", () => {
    const initializer = heNormal();
    expect(initializers.resolve(initializer)).toBe(initializer);
    const own = { name: "own", config: {}, fill: () => {} };
    expect(initializers.resolve(own)).toBe(own);
  });

  it("takes a function that writes the values", () => {
    const context = { ...fans, rng: createRng(1).at("w"), path: "w" };
    const diagonal = initializers.resolve(function diagonal(out, { fanIn }) {
      for (let i = 0; i < 2; i++) out.set(i, i, fanIn);
    });
    const out = zeros([2, 2]);
    diagonal.fill(out, context);
    expect(diagonal.name).toBe("diagonal");
    expect([...out.data]).toEqual([8, 0, 0, 8]);

    initializers.resolve((w, { rng }) => rng.normal(w, 0, 3)).fill(out, context);
    const expected = createRng(1)
      .at("w")
      .normal(zeros([2, 2]), 0, 3);
    expect(out.data).toEqual(expected.data);
  });

  it.each(Object.entries(builtinAliases))("knows %s", (alias, { name, ...preset }) => {
    const initializer = initializers.resolve(alias as InitializerName);
    expect(initializer.name).toBe(name);
    expect(initializer.config).toEqual(preset);
  });

  // keras.initializers.RandomNormal(0, 0.05), RandomUniform(−0.05, 0.05), TruncatedNormal(0, 0.05);
  // torch.nn.init.normal_(0, 1), uniform_(0, 1), trunc_normal_(0, 1, −2, 2).
  it("gives every alias the defaults of its framework", () => {
    expect(lawOf("random_normal")).toEqual(normal(0, 0.05));
    expect(lawOf("random_uniform")).toEqual(uniform(-0.05, 0.05));
    expect(lawOf("truncated_normal")).toEqual(truncatedNormal(0, 0.05));
    expect(lawOf("normal_")).toEqual(normal(0, 1));
    expect(lawOf("uniform_")).toEqual(uniform(0, 1));
    expect(lawOf("trunc_normal_")).toEqual(truncatedNormal(0, 1));
    const { law } = initializers.resolve({ name: "trunc_normal_", std: 0.5 });
    expect(law!(fans)).toEqual(truncatedNormal(0, 0.5, -4, 4)); // its bounds are absolute
    for (const name of ["he_normal", "glorot_normal", "lecun_normal"] as const) {
      expect(lawOf(name)!.kind).toBe("truncatedNormal");
    }
    expect(lawOf("kaiming_normal_")).toEqual(normal(0, 0.5));
    const { config } = initializers.resolve({ name: "normal_", std: 2 });
    expect(config).toEqual({ std: 2 });
  });

  it.each<[unknown, string]>([
    ["heNromal", 'unknown initializer "heNromal": did you mean "heNormal"?'],
    ["HeNormal", 'unknown initializer "HeNormal": did you mean "heNormal"?'],
    ["he-normal", 'unknown initializer "he-normal": did you mean "heNormal" or "he_normal"?'],
    [
      { name: "glorot", gain: 1 },
      'unknown initializer "glorot": expected one of "auto", "bilinear", ',
    ],
    ["", 'unknown initializer ""'],
    ["__proto__", 'unknown initializer "__proto__"'],
    ["constructor", 'unknown initializer "constructor"'],
    ["toString", 'unknown initializer "toString"'],
    [{ name: "heNormal", slope: 1 }, 'heNormal: unknown option "slope"'],
    [{ name: "normal", std: -1 }, "normal: std: expected a number above 0, got -1"],
    [{ name: "uniform", low: 1, high: 0 }, "uniform: expected low < high"],
    [{ negativeSlope: 0.1 }, "initializer: expected a name, { name, …options }, an initializer"],
    [{ name: "zeros", fill: 3 }, 'zeros: unknown option "fill": it takes none'],
    [{ name: 3 }, "initializer: expected a name"],
    [null, "an initializer or a function, got null"],
    [42, "an initializer or a function, got 42"],
    [undefined, "an initializer or a function, got undefined"],
    [["zeros"], "an initializer or a function, got an array of 1"],
    [{ fill: () => {} }, "initializer: expected a name, { name, …options }, an initializer"],
  ])("refuses %o", (spec, message) => {
    expect(() => initializers.resolve(spec as never)).toThrow(message);
  });
});

describe("register", () => {
  it("adds a name with its aliases", () => {
    const registry = createRegistry();
    registry.register("registryTest", registryTest, { aliases: ["registry_test"] });
    expect(registry.resolve({ name: "registryTest", scale: 3 }).config).toEqual({ scale: 3 });
    expect(registry.resolve("registry_test").name).toBe("registryTest");
    expect(registry.names()).toContain("registryTest");
    expect(registry.names()).not.toContain("registry_test");
    expect(() => initializers.resolve("registryTest")).toThrow("unknown initializer");
  });

  it("refuses a name or an alias that exists, and then adds nothing", () => {
    const registry = createRegistry();
    expect(() => registry.register("heNormal", heNormal)).toThrow(
      'initializers.register: expected a new name, got "heNormal", which exists',
    );
    expect(() =>
      registry.register("registryTest", registryTest, { aliases: ["registry_test", "he_normal"] }),
    ).toThrow('got "he_normal", which exists');
    expect(() =>
      registry.register("registryTest", registryTest, {
        aliases: ["registry_test", "registry_test"],
      }),
    ).toThrow('got "registry_test", which exists');
    expect(() => registry.resolve("registryTest")).toThrow("unknown initializer");
    expect(() => registry.resolve("registry_test")).toThrow("unknown initializer");
  });
});

it("lists the names in alphabetical order", () => {
  expect(createRegistry().names()).toEqual([
    "auto",
    "bilinear",
    "constant",
    "deltaOrthogonal",
    "dirac",
    "fanInUniform",
    "forgetBias",
    "gates",
    "glorotNormal",
    "glorotUniform",
    "heNormal",
    "heUniform",
    "identity",
    "lecunNormal",
    "lecunUniform",
    "muP",
    "normal",
    "ones",
    "orthogonal",
    "rademacher",
    "rules",
    "sinusoidal",
    "siren",
    "sparse",
    "truncatedNormal",
    "uniform",
    "values",
    "varianceScaling",
    "zerO",
    "zeros",
  ]);
});

import { defineInitializer, type InitializerSpec, initializers, laws } from "@kindling/init";
import { expect, it } from "vitest";

interface PlugInConfig {
  readonly scale?: number;
}

declare module "@kindling/init" {
  interface InitializerConfigs {
    specTest: PlugInConfig;
  }
  interface InitializerAliases {
    spec_test: "specTest";
  }
}

const specTest = defineInitializer("specTest", ({ scale = 1 }: PlugInConfig = {}) => {
  return () => laws.normal(0, scale);
});

// What follows is checked by tsc; running it checks nothing.
const accepted: InitializerSpec[] = [
  "heNormal",
  "he_normal",
  "kaiming_normal_",
  { name: "heNormal" },
  { name: "heNormal", negativeSlope: 0.1 },
  { name: "he_normal", negativeSlope: 0.1 },
  { name: "zeros" },
  "specTest",
  "spec_test",
  { name: "specTest", scale: 2 },
  { name: "spec_test", scale: 2 },
  specTest(),
  specTest({ scale: 2 }),
  (out) => out.set(0, 1),
  (out, { rng }) => rng.normal(out),
  { name: "orthogonal", gain: 2 },
  { name: "values", values: [[1, 2]] },
  { name: "gates", each: { name: "orthogonal" }, count: 4 },
  { name: "gates", gates: [specTest(), { name: "zeros" }] },
  {
    name: "rules",
    rules: [
      ["bias$", { name: "zeros" }],
      [/^/, specTest()],
    ],
  },
];

const refused: InitializerSpec[] = [
  // @ts-expect-error a misspelt name
  "heNromal",
  // @ts-expect-error a misspelt alias
  "he_nromal",
  // @ts-expect-error a misspelt name with options
  { name: "heNromal", negativeSlope: 0.1 },
  // @ts-expect-error an option of another initializer
  { name: "heNormal", std: 2 },
  // @ts-expect-error no rules
  { name: "rules" },
  // @ts-expect-error a rule without an initializer
  { name: "rules", rules: [["bias$"]] },
  // @ts-expect-error an option of another initializer, by alias
  { name: "he_normal", std: 2 },
  // @ts-expect-error an option of the wrong type
  { name: "heNormal", negativeSlope: "0.1" },
  // @ts-expect-error an option where there is none
  { name: "zeros", value: 1 },
  // @ts-expect-error an option that the plug-in does not declare
  { name: "specTest", gain: 2 },
  // @ts-expect-error any string
  "" as string,
  // @ts-expect-error neither a name nor an initializer
  42,
];

export function typesOnly(): void {
  // @ts-expect-error a name that is not declared
  initializers.register("undeclared", specTest);
  // @ts-expect-error a factory whose options are not those declared for the name
  initializers.register("specTest", ({ scale }: { scale: string }) => specTest({ scale: +scale }));
  // @ts-expect-error an alias that is not declared
  initializers.register("specTest", specTest, { aliases: ["undeclared"] });
  // @ts-expect-error an option of another initializer
  specTest({ gain: 2 });
}

it("types every spelling of a spec, a plug-in's too", () => {
  expect(accepted).toHaveLength(20);
  expect(refused).toHaveLength(12);
});

import { readFileSync } from "node:fs";
import * as init from "@kindling/init";
import { initializers } from "@kindling/init";
import { expect, it } from "vitest";
import { builtinAliases } from "./aliases.ts";

it("exports what it says, and nothing by accident", () => {
  const { names } = initializers;
  const others = [
    "createRng",
    "torchRng",
    "defineInitializer",
    "defineStructural",
    "DIALECTS",
    "describe",
    "describeInitializer",
    "kerasDialect",
    "resolveObject",
    "gain",
    "dialect",
    "fans",
    "fixup",
    "initializers",
    "laws",
    "loaded",
    "lsuv",
    "neuronFans",
    "reZero",
    "weightNorm",
    "withOptions",
  ];
  expect(Object.keys(init).sort()).toEqual([...others, ...names()].sort());
});

it("has every initializer, alias and export in its README", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  for (const name of initializers.names()) expect(readme).toContain(`\n| \`${name}\` |`);
  for (const name of [...Object.keys(init), ...Object.keys(builtinAliases)]) {
    expect(readme).toMatch(new RegExp(`\\b${name}\\b`));
  }
});

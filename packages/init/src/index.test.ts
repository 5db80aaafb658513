import * as init from "@kindling/init";
import { initializers } from "@kindling/init";
import { expect, it } from "vitest";

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

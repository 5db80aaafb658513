import { expect, it } from "vitest";
import { suggest } from "./suggest.ts";

it.each([
  ["heNromal", ["heNormal", "zeros"], 'did you mean "heNormal"?'],
  ["HeNormal", ["heNormal", "he_normal"], 'did you mean "heNormal"?'],
  ["one", ["ones", "zone"], 'did you mean "ones" or "zone"?'],
  ["fromMars", ["zeros", "ones"], 'expected one of "ones", "zeros"'],
  ["", ["zeros"], 'expected one of "zeros"'],
  ["zeros", [], "there are none"],
])("%j among %j: %s", (name, known, hint) => {
  expect(suggest(name, known)).toBe(hint);
  expect(suggest(name, new Set(known).values())).toBe(hint);
});

it("lists others where none is near", () => {
  expect(suggest("fromMars", ["zeros", "zeros_"], ["zeros"])).toBe('expected one of "zeros"');
  expect(suggest("zeroes_", ["zeros", "zeros_"], ["zeros"])).toBe('did you mean "zeros_"?');
});

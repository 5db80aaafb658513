import { describe, expect, it } from "vitest";
import { parseStrictJson } from "./strict-json.ts";

describe("parseStrictJson", () => {
  it.each([
    '{"a": {"b": [1, -2.5e3, "]}{[\\"", true, null]}, "b": "a", "": 0}',
    '[{"a": 1}, {"a": 2}]',
    '{"a": "a:", "b" \n\t: {"a": "a"}}',
    '"text"',
    "7",
  ])("agrees with JSON.parse on %s", (text) => {
    expect(parseStrictJson(text, { depth: 3 })).toEqual(JSON.parse(text));
  });

  it.each([
    ['{"a": 1, "a": 2}', 'key "a" twice'],
    ['{"a": 1, "\\u0061": 2}', 'key "\\u0061" twice'],
    ['{"x": {"a": 1, "b": {"a": 1}, "a" \n: 2}}', 'key "a" twice'],
    ['{"__proto__": 1, "__proto__": 2}', 'key "__proto__" twice'],
  ])("refuses %s", (text, message) => {
    expect(() => parseStrictJson(text, { depth: 3 })).toThrow(message);
  });

  it("refuses nesting beyond the depth, however deep", () => {
    expect(parseStrictJson("[[]]", { depth: 2 })).toEqual([[]]);
    expect(() => parseStrictJson("[[]]", { depth: 1 })).toThrow("nested deeper than 1 at 1");
    expect(() => parseStrictJson("[".repeat(1e6), { depth: 3 })).toThrow(
      "nested deeper than 3 at 3",
    );
  });

  it.each(["", "{", '{"a', '"\\', '{"a": 1}}', "]", '{"\\q": 1}', '{"a": 1,}'])(
    "throws a SyntaxError for %j",
    (text) => {
      expect(() => parseStrictJson(text, { depth: 3 })).toThrow(SyntaxError);
    },
  );

  it("takes `__proto__` for a key like any other", () => {
    const value = parseStrictJson('{"__proto__": {"polluted": true}}', { depth: 3 }) as object;
    expect(Object.keys(value)).toEqual(["__proto__"]);
    expect("polluted" in value).toBe(false);
  });
});

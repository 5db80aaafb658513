import { createRng, zeros } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { initializers } from "../registry.ts";
import { constant } from "./constant.ts";
import { normal } from "./normal.ts";
import { ones } from "./ones.ts";
import { rules } from "./rules.ts";

const fill = (initializer: ReturnType<typeof rules>, path?: string) => {
  const out = zeros([2]);
  const rng = createRng(1).at("w");
  initializer.fill(out, { fanIn: 1, fanOut: 1, rng, ...(path !== undefined && { path }) });
  return [...out.data];
};

describe("rules", () => {
  const three = rules([
    [/^dense_1\/bias$/, constant({ value: 3 })],
    ["bias$", ones()],
    [/kernel/, (out, { fanIn }) => out.data.fill(fanIn + 4)],
  ]);

  it("lets the first rule that matches decide", () => {
    expect(fill(three, "dense_1/bias")).toEqual([3, 3]);
    expect(fill(three, "dense_11/bias")).toEqual([1, 1]);
    expect(fill(three, "dense_1/kernel")).toEqual([5, 5]);
  });

  it("hands on the stream of the parameter", () => {
    const expected = createRng(1)
      .at("w")
      .normal(zeros([2]), 0, 2);
    expect(fill(rules([[/^/, normal({ std: 2 })]]), "a")).toEqual([...expected.data]);
  });

  it("says what it lacks", () => {
    expect(() => fill(three, "dense_1/gamma")).toThrow(
      'dense_1/gamma: rules: expected a rule for "dense_1/gamma", got none among ' +
        "/^dense_1\\/bias$/, /bias$/, /kernel/; a last rule with the pattern /^/ takes all others",
    );
    expect(() => fill(three)).toThrow(
      "rules: path: expected the name of the parameter, got undefined",
    );
  });

  it("comes back from JSON", () => {
    const pair = rules([[/(bias|beta)$/, ones()], ["^", normal({ std: 2 })]]); // biome-ignore format: one line
    const json = JSON.stringify(pair);
    expect(JSON.parse(json)).toEqual({
      name: "rules",
      rules: [["(bias|beta)$", { name: "ones" }], ["^", { name: "normal", std: 2 }]],
    }); // biome-ignore format: one line a rule
    const again = initializers.resolve(JSON.parse(json));
    expect(fill(again, "a/beta")).toEqual([1, 1]);
    expect(fill(again, "a/kernel")).toEqual(fill(pair, "a/kernel"));
  });

  it("takes names from a registry only", () => {
    const spec = { name: "rules", rules: [["^", "ones"]] } as never;
    expect(fill(initializers.resolve(spec), "a")).toEqual([1, 1]);
    expect(() => rules([["^", "ones" as never]])).toThrow(
      'initializer: expected an initializer or a function, got "ones"; names are for initializers.resolve',
    );
    expect(() =>
      initializers.resolve({ name: "rules", rules: [["^", "heNromal"]] } as never),
    ).toThrow('unknown initializer "heNromal": did you mean "heNormal"?');
  });

  it.each<[unknown, string]>([
    [[], "rules: expected [[pattern, initializer], …], got an array of 0"],
    [{ rules: "ones" }, 'rules: expected [[pattern, initializer], …], got "ones"'],
    [{}, "rules: expected [[pattern, initializer], …], got undefined"],
    [undefined, "rules: expected options, got undefined"],
    [[[/a/]], "rules: 0: expected [pattern, initializer], got an array of 1"],
    [[["(", ones()]], 'rules: 0: expected a regular expression, got "("'],
    [[[3, ones()]], "rules: 0: expected a regular expression, got 3"],
    [[[/a/g, ones()]], "rules: 0: expected a pattern without flags, got /a/g"],
    [{ rules: [[/a/, ones()]], other: 1 }, 'rules: unknown option "other"'],
  ])("refuses %o", (config, message) => {
    expect(() => rules(config as never)).toThrow(message);
  });
});

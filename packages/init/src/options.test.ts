import { describe, expect, it } from "vitest";
import { withOptions } from "./options.ts";

interface Config {
  readonly scale?: number;
  readonly mode?: string;
}

const define = ({ scale = 1, mode = "in" }: Config) => ({ scale, mode });
const checks = {
  mode: (value: unknown, where: string) => {
    if (value !== "in" && value !== "out") throw new RangeError(`${where}: no ${value}`);
  },
};
const options = (config: unknown) => withOptions("test", config as Config, define, checks);

describe("options", () => {
  it("reach the definition with their defaults", () => {
    expect(options({})).toEqual({ scale: 1, mode: "in" });
    expect(options({ scale: 0, mode: "out" })).toEqual({ scale: 0, mode: "out" });
    expect(options(Object.freeze({ scale: undefined }))).toEqual({ scale: 1, mode: "in" });
  });

  it.each([
    [{ scale: Number.NaN }, "test: scale: expected a finite float32 number, got NaN"],
    [{ scale: Number.POSITIVE_INFINITY }, "test: scale: expected a finite float32 number"],
    [{ scale: "0.1" }, 'test: scale: expected a finite float32 number, got "0.1"'],
    [{ scale: null }, "test: scale: expected a finite float32 number, got null"],
    [{ scale: [1] }, "test: scale: expected a finite float32 number, got an array of 1"],
    [{ mode: "up" }, "test: mode: no up"],
    [{ sclae: 1 }, 'test: unknown option "sclae": did you mean "scale"?'],
    [{ fan: 1 }, 'test: unknown option "fan": expected one of "mode", "scale"'],
    [JSON.parse('{"__proto__": {"scale": 2}}'), 'test: unknown option "__proto__"'],
    [0.1, "test: expected options, got 0.1"],
    [null, "test: expected options, got null"],
  ])("are checked: %o", (config, message) => {
    expect(() => options(config)).toThrow(message);
  });

  it("are not inherited", () => {
    expect(options(Object.create({ scale: 2 }))).toEqual({ scale: 1, mode: "in" });
  });

  it("say so where there are none", () => {
    expect(() => withOptions("zeros", { value: 1 }, () => 0)).toThrow(
      'zeros: unknown option "value": it takes none',
    );
  });
});

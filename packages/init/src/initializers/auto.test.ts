import { describe, expect, it } from "vitest";
import { describe as describeInitializer } from "../describe.ts";
import { auto } from "./auto.ts";
import { heNormal } from "./he-normal.ts";
import { lecunNormal } from "./lecun-normal.ts";

const fans = { fanIn: 64, fanOut: 16 };

describe("auto", () => {
  it("is He's law for relu and leaky relu, LeCun's for linear and softmax", () => {
    const leaky = { name: "leakyRelu", negativeSlope: 0.1 } as const;
    expect(auto().law({ ...fans, activation: "relu" })).toEqual(heNormal().law(fans));
    expect(auto().law({ ...fans, activation: leaky })).toEqual(
      heNormal({ negativeSlope: 0.1 }).law(fans),
    );
    for (const activation of ["linear", "softmax", undefined] as const) {
      expect(auto().law({ ...fans, activation })).toEqual(lecunNormal().law(fans));
    }
  });

  it("keeps the scale of tanh forward, by fanIn, and that of its gradients backward, by fanOut", () => {
    const context = { ...fans, activation: "tanh" } as const;
    const forward = auto().law(context);
    expect(forward).toMatchObject({
      kind: "normal",
      mean: 0,
      std: expect.closeTo(1.5925374197228 / 8, 12),
    });
    const backward = auto({ direction: "backward" }).law(context);
    expect(backward).toMatchObject({
      kind: "normal",
      mean: 0,
      std: expect.closeTo(1.4674135916308 / 4, 12),
    });
  });

  it("says so", () => {
    const activation = { name: "elu", alpha: 0.5 } as const;
    expect(describeInitializer("auto", { ...fans, activation }).text).toBe(
      "N(0, 0.171²), auto, fanIn 64, elu(alpha 0.5)",
    );
    expect(() => auto({ direction: "up" as never })).toThrow(
      'auto: direction: expected one of "forward", "backward", got "up"',
    );
  });
});

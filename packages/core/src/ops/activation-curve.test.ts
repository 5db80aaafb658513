import { describe, expect, it } from "vitest";
import { useKernels } from "../kernels/current.ts";
import { createArena } from "../memory/arena.ts";
import {
  ACTIVATIONS,
  type Activation,
  bindActivation,
  bindActivationBackward,
} from "./activation.ts";
import { activationCurve } from "./activation-curve.ts";

const activations: Activation[] = [
  ...(Object.keys(ACTIVATIONS) as (keyof typeof ACTIVATIONS)[]).filter(
    (name) => name !== "softmax" && name !== "logSoftmax",
  ),
  { name: "leakyRelu", negativeSlope: 0.01 },
  { name: "elu", alpha: 0.5 },
  { name: "celu", alpha: 2 },
];
const points = Array.from({ length: 401 }, (_, i) => (i - 200) / 16 + 1e-3);

// The reference kernels compute in float64 with the engine's functions, and from y where they can,
// which loses a few units of 2⁻⁵² where a slope is small.
describe.each(activations.map((activation) => [activation]))("%j", (activation) => {
  const { value, slope } = activationCurve(activation)!;

  it("has the values and slopes of the reference kernels", () => {
    useKernels("reference");
    try {
      const arena = createArena();
      const [x, y, dx, dy] = [0, 1, 2, 3].map(() => arena.tensor([points.length]));
      x.data.set(points);
      dy.data.fill(1);
      bindActivation({ y, x, activation })();
      bindActivationBackward({ dx, x, y, dy, activation })();
      for (const [i, point] of points.entries()) {
        expect(Math.abs(value(x.data[i]!) - y.data[i]!)).toBeLessThan(
          5e-13 * (1 + Math.abs(point)),
        );
        expect(Math.abs(slope(x.data[i]!) - dx.data[i]!)).toBeLessThan(1e-12);
      }
    } finally {
      useKernels("wasm-simd");
    }
  });
});

it("is none for softmax, and an error for what is no activation", () => {
  expect(activationCurve("softmax")).toBeUndefined();
  expect(() => activationCurve("swish" as never)).toThrow("activation: expected one of linear");
});

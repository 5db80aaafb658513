import { bindAdd, bindCopy, inOrder } from "@kindling/core";
import { checkGradients, defineLayer, dense, dropout, sequential, sgd } from "@kindling/nn";
import { describe, expect, it } from "vitest";

/** y = x + b with gradients that may be wrong. */
const shift = (wrong: "dx" | "db" | "nothing") =>
  defineLayer("shift", () => (scope, input) => {
    const b = scope.parameter("b", [1, ...input], "zeros", { fanIn: 1, fanOut: 1 });
    return {
      output: input,
      bind: ({ x, y, dx, dy }) => ({
        forward: bindAdd({ out: y, a: x, b: b.value }),
        backward: inOrder(
          bindAdd({ out: b.grad, a: b.grad, b: dy }),
          wrong === "db" ? bindAdd({ out: b.grad, a: b.grad, b: dy }) : undefined,
          dx &&
            (wrong === "dx" ? bindAdd({ out: dx, a: dy, b: dy }) : bindCopy({ out: dx, x: dy })),
        ),
      }),
    };
  })();

describe("checkGradients", () => {
  it.each(["dx", "db"] as const)("finds a wrong %s", (wrong) => {
    const check = { inputShape: [3], batch: 1 };
    expect(checkGradients(shift("nothing"), check).error).toBeLessThan(1e-9);
    const { error, entries } = checkGradients(shift(wrong), check);
    expect(error).toBeCloseTo(1, 6); // twice the gradient
    const path = wrong === "dx" ? "x 1/value" : "shift_1/b";
    expect(entries.filter((entry) => entry.error > 1e-6).map((entry) => entry.path)).toEqual([
      path,
    ]);
  });

  it("leaves a model as it is, whatever kernels it runs on", () => {
    const layers = [
      dense({ units: 4, activation: "tanh" }),
      dropout({ rate: 0.5 }),
      dense({ units: 2 }),
    ];
    const model = sequential({ inputShape: [3], layers });
    const data = { x: [[1, 2, 3]], y: [[0, 1]] };
    expect(() => checkGradients(model, data)).toThrow(
      "checkGradients: expected a compiled model, got one without a loss",
    );
    model.compile({ optimizer: sgd(), loss: "meanSquaredError" });
    model.trainOnBatch(data.x, data.y);
    const before = model.toBytes();
    const report = checkGradients(model, data);
    expect(report.error).toBeLessThan(1e-6);
    expect(report.entries.map(({ path }) => path)).toEqual(
      model.parameters.map(({ path }) => path),
    );
    expect(model.toBytes()).toEqual(before);
  });

  it("says what it needs", () => {
    expect(() => checkGradients(dense({ units: 1 }), {})).toThrow(
      "expected inputShape or inputShapes",
    );
    expect(() => checkGradients(dense({ units: 1 }), { inputShape: [2], samples: 0 })).toThrow(
      "checkGradients: samples: expected a whole number, at least 1, got 0",
    );
  });
});

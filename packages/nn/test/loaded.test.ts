import { heNormal, loaded, rules } from "@kindling/init";
import { decodeSafetensors, dense, type Model, sequential } from "@kindling/nn";
import { expect, it } from "vitest";

const net = (units: number, initializer = rules([[/^/, heNormal()]]), seed = 1): Model =>
  sequential({
    inputShape: [3],
    seed,
    layers: [4, units].map((width) =>
      dense({ units: width, kernelInitializer: initializer, biasInitializer: initializer }),
    ),
  });

it("starts a part of a net from a saved file, or from another net, and draws the rest", () => {
  const trained = net(2);
  const weights = trained.getWeights();
  for (const source of [decodeSafetensors(trained.toBytes()).tensors, weights]) {
    const start = rules([
      [/^dense_1/, loaded(source)],
      [/^/, heNormal()],
    ]);
    const made = net(5, start, 2).getWeights();
    const drawn = net(5, undefined, 2).getWeights();
    for (const [path, tensor] of made) {
      expect(tensor).toEqual((path.startsWith("dense_1") ? weights : drawn).get(path));
    }
    expect(made.get("dense_1/kernel")).not.toEqual(drawn.get("dense_1/kernel"));
  }
});

it("says which parameter does not fit", () => {
  const start = loaded(net(2).getWeights());
  expect(() => net(5, start)).toThrow("dense_2/kernel: loaded: expected [4, 5], got [4, 2]");
});

// Adds a layer of one's own: its backward pass is derived by hand, compared with differences, trained,
// and loaded from a file.
//
//     node examples/dist/custom-layer/main.js
import {
  bindActivationBackward,
  bindMatmul,
  bindMul,
  createRng,
  expectShape,
  inOrder,
  transpose,
  zeros,
} from "@kindling/core";
import type { InitializerSpec } from "@kindling/init";
import {
  adam,
  checkGradients,
  defineLayer,
  dense,
  loadModel,
  sequential,
  sigmoid,
} from "@kindling/nn";

// What users may say, besides the layer's name. All of it is plain JSON, so it is saved with the model.
interface GatedConfig {
  readonly units: number;
  readonly kernelInitializer?: InitializerSpec;
}

/**
 * Gated linear unit: one product, and another that says how much of it passes.
 *
 *     forward     h = x·A    g = σ(x·B)    y = h ∘ g
 *     backward    dh = dy∘g    dA += xᵀ·dh    dz = dy∘h∘σ′    dB += xᵀ·dz    dx = dh·Aᵀ + dz·Bᵀ
 *
 * Y. Dauphin et al., "Language Modeling with Gated Convolutional Networks", ICML 2017.
 */
const gated = defineLayer(
  "gated",
  ({ units, kernelInitializer }: GatedConfig) =>
    // Built once: shapes are known here, without the batch axis, and errors say what is wrong with them.
    (scope, input) => {
      const [inputs] = expectShape(input, ["inputs"], `${scope.label}: input`);
      const fans = { fanIn: inputs, fanOut: units };
      const a = scope.parameter("kernel", [inputs, units], kernelInitializer, fans);
      const b = scope.parameter("gateKernel", [inputs, units], kernelInitializer, fans);
      return {
        output: [units],
        // Bound once for each batch size; what comes back runs at every step, without a check.
        bind: ({ x, y, dx, dy, buffer }) => {
          const [h, g] = [buffer([units]), buffer([units])];
          const [dh, dz] = [buffer([units]), buffer([units])];
          return {
            forward: inOrder(
              bindMatmul({ out: h, a: x, b: a.value }),
              bindMatmul({ out: g, a: x, b: b.value, activation: sigmoid() }),
              bindMul({ out: y, a: h, b: g }),
            ),
            backward: inOrder(
              bindMul({ out: dh, a: dy, b: g }),
              bindMul({ out: dz, a: dy, b: h }),
              bindActivationBackward({ dx: dz, y: g, dy: dz, activation: sigmoid() }),
              // Gradients of parameters are added to, dx is overwritten.
              bindMatmul({ out: a.grad, a: transpose(x), b: dh, accumulate: true }),
              bindMatmul({ out: b.grad, a: transpose(x), b: dz, accumulate: true }),
              dx && bindMatmul({ out: dx, a: dh, b: transpose(a.value) }),
              dx && bindMatmul({ out: dx, a: dz, b: transpose(b.value), accumulate: true }),
            ),
          };
        },
      };
    },
  // Options are finite numbers unless they have a check of their own; the model knows initializers.
  { kernelInitializer: () => {} },
);

// The backward pass equals central differences of the forward pass, in float64, up to about 1e-9.
const { error, entries } = checkGradients(gated({ units: 3 }), { inputShape: [4] });
for (const { path, error } of entries) console.log(`${path.padEnd(24)} ${error.toExponential(1)}`);
console.log(`gradients are ${error < 1e-6 ? "right" : "wrong"}`);

// From here on it is like any other. A product of two numbers is what sums cannot do and gates can.
const rng = createRng(1);
const x = rng.at("x").uniform(zeros([256, 2]), -1, 1);
const y = Array.from({ length: 256 }, (_, i) => [x.get(i, 0) * x.get(i, 1)]);

const model = sequential({
  inputShape: [2],
  seed: 42,
  layers: [gated({ units: 16, kernelInitializer: "glorotNormal" }), dense({ units: 1 })],
});
model.compile({ optimizer: adam({ learningRate: 0.02 }), loss: "meanSquaredError" });
const { history } = await model.fit(x, y, { epochs: 100 });
console.log(
  `loss ${history.loss![0]!.toFixed(4)} at first, ${history.loss!.at(-1)!.toFixed(4)} at last`,
);

// A file names the layer by its type; whoever loads it says what that is.
const again = await loadModel(model.toBytes(), { layers: [gated] });
console.log(
  `0.5 · 0.8 = ${again
    .predict([[0.5, 0.8]])
    .get(0, 0)
    .toFixed(2)}, loaded`,
);

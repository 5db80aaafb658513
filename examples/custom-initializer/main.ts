// Adds an initializer of one's own: it gets a name that the compiler knows, options that are checked,
// a description, and a place in every file that a model is saved to.
//
//     node examples/dist/custom-initializer/main.js
import { defineInitializer, describe, initializers, laws } from "@kindling/init";
import { dense, sequential } from "@kindling/nn";

interface ResidualNormalConfig {
  /** How many residual branches the net sums. Default 1: He normal. */
  readonly depth?: number;
}

// The name becomes one of those that layers take, and comes with its options: `residualNromal` or
// `dept` would not compile.
declare module "@kindling/init" {
  interface InitializerConfigs {
    residualNormal: ResidualNormalConfig;
  }
}

/**
 * He normal for layers that end a residual branch.
 *
 *     W ~ N(0, σ²)        σ = √(2 / (fanIn · depth))
 *
 * A sum of `depth` branches then has the variance of one, however deep the net is.
 *
 * After A. Radford et al., "Language Models are Unsupervised Multitask Learners", 2019, section 2.3.
 */
const residualNormal = defineInitializer(
  "residualNormal",
  ({ depth = 1 }: ResidualNormalConfig) =>
    // A law, not numbers: the library draws from it, prints it and tests it.
    ({ fanIn }) =>
      laws.normal(0, Math.sqrt(2 / (fanIn * depth))),
);

initializers.register("residualNormal", residualNormal);

// From here on it is like any other, by name or with options.
const kernelInitializer = { name: "residualNormal", depth: 8 } as const;
const fans = { fanIn: 64, fanOut: 64 };
console.log(describe("residualNormal", fans).text);
console.log(describe(kernelInitializer, fans).text);

const model = sequential({
  inputShape: [64],
  seed: 42,
  layers: [dense({ units: 64, activation: "relu", kernelInitializer }), dense({ units: 1 })],
});
console.log(model.summary());

// The weights follow the law: their standard deviation is near √(2 / (64 · 8)) = 0.0625.
const weights = Array.from(model.parameters[0]!.value.data);
const meanSquare = weights.reduce((sum, weight) => sum + weight * weight, 0) / weights.length;
console.log(`standard deviation of ${weights.length} weights: ${Math.sqrt(meanSquare).toFixed(4)}`);

import {
  type Activation,
  bindMatmul,
  bindSumRows,
  expectShape,
  inOrder,
  transpose,
} from "@kindling/core";
import type { InitializerSpec } from "@kindling/init";
import { bindActivated } from "../activated.ts";
import { anything, expectBoolean, expectWhole } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";

/** Options of {@link dense}. */
export interface DenseConfig extends LayerConfig {
  /** Width of the output, at least 1. */
  readonly units: number;
  /** Applied to x·W + b. Default linear. */
  readonly activation?: Activation;
  /** Default true. */
  readonly useBias?: boolean;
  /** Default: that of the model's dialect, `glorotUniform` in Keras. */
  readonly kernelInitializer?: InitializerSpec;
  /** Default: that of the model's dialect, `zeros` in Keras. */
  readonly biasInitializer?: InitializerSpec;
}

/**
 * Fully connected layer.
 *
 *     forward    y  = f(x·W + b)
 *     backward   dz = dy ∘ f′(z)     dW += xᵀ·dz     db += Σ_batch dz     dx = dz·Wᵀ
 *
 *     x, dx  [batch, inputs]    y, dy  [batch, units]    W, dW  [inputs, units]    b, db  [units]
 *
 * @throws for `units` that is no whole number above 0, an unknown activation, and for inputs of
 *   more than one axis
 * @example dense({ units: 128, activation: "relu", kernelInitializer: "heNormal" })
 */
export const dense = defineLayer(
  "dense",
  (config: DenseConfig) => {
    const { activation = "linear", useBias = true, kernelInitializer, biasInitializer } = config;
    const units = expectWhole(config.units, 1, "dense: units");

    return (scope, input) => {
      const [inputs] = expectShape(
        input,
        ["inputs"],
        `${scope.label}: input`,
        "add flatten() in front of it, or put it in timeDistributed() for sequences",
      );
      const f = scope.activation(activation);
      const fans = { fanIn: inputs, fanOut: units, activation };
      const kernel = scope.parameter("kernel", [inputs, units], kernelInitializer, fans);
      const bias = useBias && scope.parameter("bias", [units], biasInitializer, fans);

      return {
        output: [units],
        activation: f,
        bind: ({ x, y, dx, dy, skipActivation, buffer }) => {
          const end = bindActivated(f, { y, dy, skipActivation }, () => buffer([units]));
          return {
            forward: inOrder(
              bindMatmul({
                out: end.z,
                a: x,
                b: kernel.value,
                bias: bias ? bias.value : undefined,
                activation: end.fused,
              }),
              end.forward,
            ),
            backward: inOrder(
              end.backward,
              bindMatmul({ out: kernel.grad, a: transpose(x), b: dy, accumulate: true }),
              bias && bindSumRows({ out: bias.grad, x: dy }),
              dx && bindMatmul({ out: dx, a: dy, b: transpose(kernel.value) }),
            ),
          };
        },
      };
    };
  },
  {
    activation: anything,
    useBias: expectBoolean,
    kernelInitializer: anything,
    biasInitializer: anything,
  },
);

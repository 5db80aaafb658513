import { type Activation, bindHold, bindRelease, inOrder, tanhActivation } from "@kindling/core";
import { anything } from "../check.ts";
import { defineLayer } from "../layer.ts";
import { buildRecurrent } from "../recurrent.ts";
import { RECURRENT_CHECKS, readRecurrent, type TwoBiasConfig } from "../recurrent-options.ts";
import { returningStates } from "../return-state.ts";

/** Options of {@link simpleRnn}. */
export interface SimpleRnnConfig extends TwoBiasConfig {
  /** Default `tanh`. */
  readonly activation?: Activation;
}

/**
 * A recurrent net of one product and one activation.
 *
 *     forward    z_t = x_t·W + h_{t−1}·U + b    h_t = f(z_t)
 *     backward   dz = dh ∘ f′(z_t)    dh = dy_t + dh of the step behind    dh_{t−1} = dz·Uᵀ    dx_t = dz·Wᵀ
 *                dW += Σ_t x_tᵀ·dz    dU += Σ_t h_{t−1}ᵀ·dz    db += Σ_t Σ_batch dz
 *
 *     x, dx  [batch, time, inputs]    y, dy  [batch, units], or [batch, time, units] with
 *     returnSequences    W  [inputs, units]    U  [units, units]    b  [units]
 *
 * In a graph the initial state is a further input, [batch, units]; else it is zeros. At a step whose
 * mask is 0 a sample keeps its state.
 *
 * J. Elman, "Finding Structure in Time", Cognitive Science 14, 1990.
 *
 * @throws for `units` that is no whole number above 0, an unknown activation, inputs that are no
 *   sequences or have no step, and a state that does not fit
 * @example simpleRnn({ units: 32, activation: "relu", recurrentInitializer: "identity" })
 */
export const simpleRnn = returningStates(
  defineLayer(
    "simpleRnn",
    (config: SimpleRnnConfig) => {
      const { activation = tanhActivation(), useRecurrentBias = false } = config;
      const options = readRecurrent("simpleRnn", config);
      const { units } = options;

      return (scope, ...inputs) => {
        const f = scope.activation(activation);
        return buildRecurrent(scope, inputs, {
          options,
          gates: 1,
          states: ["h"],
          useRecurrentBias,
          cell: (kernel) => (sequence) => {
            const { first, z, h, y, dy, mask, dh, buffer } = sequence;
            const { recall, recallBackward, recallGradient } = sequence;
            const [d, dz] = [buffer(units, 1).all, buffer(units)];
            return {
              dz,
              forward: (t) =>
                inOrder(
                  recall(t, { out: z.at(t), kernel: kernel.value, accumulate: true }),
                  f.forward(z.at(t), h.at(t + 1)),
                  bindHold({ h0: h.at(t), h: h.at(t + 1), y: y(t), mask: mask(t) }),
                ),
              backward: (t) =>
                inOrder(
                  bindRelease({ d, dh, dy: dy(t), mask: mask(t) }),
                  f.backward(f.reads === "y" ? h.at(t + 1) : z.at(t), d, dz.at(t)),
                  recallBackward(t, { dz: dz.at(t), kernel: kernel.value }),
                ),
              gradients: recallGradient({ out: kernel.grad, dz: dz.from(first) }),
            };
          },
        });
      };
    },
    { ...RECURRENT_CHECKS, activation: anything },
  ),
  1,
);

import { bindLstm, bindLstmBackward, inOrder } from "@kindling/core";
import { gates, ones, zeros } from "@kindling/init";
import { expectBoolean } from "../check.ts";
import { defineLayer, type Scope } from "../layer.ts";
import { buildRecurrent } from "../recurrent.ts";
import { RECURRENT_CHECKS, readRecurrent, type TwoBiasConfig } from "../recurrent-options.ts";
import { returningStates } from "../return-state.ts";

/** Options of {@link lstm}. */
export interface LstmConfig extends TwoBiasConfig {
  /**
   * The bias b of the forget gate starts at 1, that of the others as `biasInitializer` says, at 0 if it
   * says nothing; false is the same without the 1. By default an initializer that is given fills the
   * whole bias, and else the dialect decides: Keras starts the forget gate at 1.
   */
  readonly unitForgetBias?: boolean;
}

/**
 * Long short-term memory.
 *
 *     forward    z = x_t·W + h_{t−1}·U + b, gates i, f, g, o side by side
 *                i = σ(z_i)    f = σ(z_f)    g = tanh z_g    o = σ(z_o)
 *                c_t = f·c_{t−1} + i·g    h_t = o·tanh c_t
 *     backward   ds = dc + dh·o·(1 − tanh² c_t)      dh = dy_t + dh of the step behind
 *                dz_i = ds·g·i·(1 − i)    dz_f = ds·c_{t−1}·f·(1 − f)
 *                dz_g = ds·i·(1 − g²)     dz_o = dh·tanh c_t·o·(1 − o)
 *                dc_{t−1} = ds·f    dh_{t−1} = dz·Uᵀ    dx_t = dz·Wᵀ
 *                dW += Σ_t x_tᵀ·dz    dU += Σ_t h_{t−1}ᵀ·dz    db += Σ_t Σ_batch dz
 *
 *     x, dx  [batch, time, inputs]    y, dy  [batch, units], or [batch, time, units] with
 *     returnSequences    W  [inputs, 4·units]    U  [units, 4·units]    b  [4·units]
 *
 * In a graph the initial states h and c are further inputs, [batch, units] each; else they are zeros.
 * With `returnState` it gives them away as well: what a decoder begins with, or the next call, since a
 * net remembers nothing from one call to the next.
 * At a step whose mask is 0 a sample keeps its state.
 *
 * S. Hochreiter, J. Schmidhuber, "Long Short-Term Memory", Neural Computation 9, 1997; with the forget
 * gate of F. Gers, J. Schmidhuber, F. Cummins, 2000. Gates stand as in Keras and PyTorch.
 *
 * @throws for `units` that is no whole number above 0, inputs that are no sequences or have no step,
 *   and states that do not fit
 * @example lstm({ units: 64, returnSequences: true })
 * @example
 * const x = input({ shape: [12, 8] });
 * const y = lstm({ units: 16, returnSequences: true, returnState: true }).apply(x);
 * graph({ inputs: x, outputs: [y, ...y.states] }).outputShapes // [[12, 16], [16], [16]]
 */
export const lstm = returningStates(
  defineLayer(
    "lstm",
    (config: LstmConfig) => {
      const { unitForgetBias, useRecurrentBias = false } = config;
      const options = readRecurrent("lstm", config);
      const { units, biasInitializer } = options;
      const bias = ({ initializer }: Scope) => {
        if (unitForgetBias === undefined) return undefined;
        const each = initializer(biasInitializer ?? zeros());
        return unitForgetBias ? gates([each, ones(), each, each]) : each;
      };

      return (scope, ...inputs) =>
        buildRecurrent(scope, inputs, {
          options,
          useRecurrentBias,
          biasInitializer: bias(scope),
          gates: 4,
          states: ["h", "c"],
          cell: (kernel) => (sequence) => {
            const { steps, first, z, h, y, dy, mask, dh, buffer } = sequence;
            const { recall, recallBackward, recallGradient } = sequence;
            const [c, u, dc] = [buffer(units, steps + 1), buffer(units), buffer(units, 1).all];
            return {
              dz: z,
              second: { initial: c.at(0), final: c.at(steps), gradient: dc },
              forward: (t) =>
                inOrder(
                  recall(t, { out: z.at(t), kernel: kernel.value, accumulate: true }),
                  bindLstm({
                    gates: z.at(t),
                    c0: c.at(t),
                    c: c.at(t + 1),
                    u: u.at(t),
                    h0: h.at(t),
                    h: h.at(t + 1),
                    y: y(t),
                    mask: mask(t),
                  }),
                ),
              backward: (t) =>
                inOrder(
                  bindLstmBackward({
                    gates: z.at(t),
                    c0: c.at(t),
                    u: u.at(t),
                    dc,
                    dh,
                    dy: dy(t),
                    mask: mask(t),
                  }),
                  recallBackward(t, { dz: z.at(t), kernel: kernel.value }),
                ),
              gradients: recallGradient({ out: kernel.grad, dz: z.from(first) }),
            };
          },
        });
    },
    { ...RECURRENT_CHECKS, unitForgetBias: expectBoolean },
  ),
  2,
);

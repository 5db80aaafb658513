import {
  bindGru,
  bindGruBackward,
  bindGruGates,
  bindGruGatesBackward,
  bindGruState,
  bindGruStateBackward,
  bindMatmul,
  bindMul,
  bindSumRows,
  inOrder,
  type Tensor,
  transpose,
} from "@kindling/core";
import { expectBoolean } from "../check.ts";
import { defineLayer } from "../layer.ts";
import type { Parameter } from "../parameter.ts";
import { buildRecurrent } from "../recurrent.ts";
import type { BoundCell, Sequence } from "../recurrent-cell.ts";
import { RECURRENT_CHECKS, type RecurrentConfig, readRecurrent } from "../recurrent-options.ts";
import { returningStates } from "../return-state.ts";

/** Options of {@link gru}. */
export interface GruConfig extends RecurrentConfig {
  /**
   * The reset gate stands behind the product with the state, as in cuDNN and PyTorch, not in front of
   * it, as in the paper. Default true.
   */
  readonly resetAfter?: boolean;
}

/**
 * Gated recurrent unit.
 *
 *     forward    x = x_t·W + b, gates z, r, n side by side
 *                z = σ(x_z + h·U_z)    r = σ(x_r + h·U_r)    h_t = n + z·(h − n)    h = h_{t−1}
 *                n = tanh(x_n + r·(h·U_n + b'_n)) with resetAfter, which has b' beside every U
 *                n = tanh(x_n + (r·h)·U_n) without
 *     backward   dn = dh·(1 − z)·(1 − n²)    dz = dh·(h − n)·z·(1 − z)      dh = dy_t + dh of the step behind
 *                dv = dz, dr, dn·r    dr = dn·(h·U_n + b'_n)·r·(1 − r)    dh_{t−1} = dh·z + dv·Uᵀ    with resetAfter
 *                ds = dn·U_nᵀ    dr = ds·h·r·(1 − r)    dh_{t−1} = dh·z + ds·r + [dz, dr]·[U_z, U_r]ᵀ    without
 *                dx_t = [dz, dr, dn]·Wᵀ    dW += Σ_t x_tᵀ·[dz, dr, dn]    db += Σ_t Σ_batch [dz, dr, dn]
 *                dU += Σ_t hᵀ·dv, db' += Σ_t Σ_batch dv; or dU_z,r += Σ_t hᵀ·[dz, dr], dU_n += Σ_t (r·h)ᵀ·dn
 *
 *     x, dx  [batch, time, inputs]    y, dy  [batch, units], or [batch, time, units] with
 *     returnSequences    W  [inputs, 3·units]    U  [units, 3·units]    b, b'  [3·units]
 *
 * In a graph the initial state is a further input, [batch, units]; else it is zeros. At a step whose
 * mask is 0 a sample keeps its state. The gates stand as in Keras, whose bias [2, 3·units] has b and b'
 * as its rows; PyTorch has r in front of z.
 *
 * K. Cho et al., "Learning Phrase Representations using RNN Encoder–Decoder for Statistical Machine
 * Translation", EMNLP 2014.
 *
 * @throws for `units` that is no whole number above 0, inputs that are no sequences or have no step,
 *   and a state that does not fit
 * @example gru({ units: 64, returnSequences: true })
 */
export const gru = returningStates(
  defineLayer(
    "gru",
    (config: GruConfig) => {
      const { resetAfter = true } = config;
      const options = readRecurrent("gru", config);
      const { units, useBias, biasInitializer } = options;

      return (scope, ...inputs) =>
        buildRecurrent(scope, inputs, {
          options,
          gates: 3,
          states: ["h"],
          cell: (kernel) => {
            if (!resetAfter) return (sequence) => bindResetBefore(sequence, kernel, units);
            const fans = { fanIn: inputs[0]!.at(-1)!, fanOut: units };
            const bias = useBias
              ? scope.parameter("recurrentBias", [3 * units], biasInitializer, fans)
              : undefined;
            return (sequence) => bindResetAfter(sequence, kernel, bias, units);
          },
        });
    },
    { ...RECURRENT_CHECKS, resetAfter: expectBoolean },
  ),
  1,
);

function bindResetAfter(
  sequence: Sequence,
  kernel: Parameter,
  bias: Parameter | undefined,
  units: number,
): BoundCell {
  const { first, z: gates, h, y, dy, mask, dh, buffer } = sequence;
  const { recall, recallBackward, recallGradient } = sequence;
  const v = buffer(3 * units);
  return {
    dz: gates,
    forward: (t) =>
      inOrder(
        recall(t, { out: v.at(t), kernel: kernel.value, bias: bias?.value }),
        bindGru({
          gates: gates.at(t), v: v.at(t), h0: h.at(t), h: h.at(t + 1), y: y(t), mask: mask(t),
        }), // biome-ignore format: one operand after another
      ),
    backward: (t) =>
      inOrder(
        bindGruBackward({
          gates: gates.at(t), v: v.at(t), h0: h.at(t), dh, dy: dy(t), mask: mask(t),
        }), // biome-ignore format: one operand after another
        recallBackward(t, { dz: v.at(t), kernel: kernel.value }),
      ),
    gradients: inOrder(
      recallGradient({ out: kernel.grad, dz: v.from(first) }),
      bias && bindSumRows({ out: bias.grad, x: v.all }),
    ),
  };
}

function bindResetBefore(sequence: Sequence, kernel: Parameter, units: number): BoundCell {
  const { first, z: gates, h, y, dy, mask, dh, drop, buffer } = sequence;
  const { recall, recallBackward, recallGradient } = sequence;
  const [s, ds] = [buffer(units), buffer(units, 1).all];
  /** The columns of z and r, and those of n. */
  const zr = (x: Tensor): Tensor => x.hi(x.shape[0]!, 2 * units);
  const n = (x: Tensor): Tensor => x.lo(0, 2 * units);
  return {
    dz: gates,
    forward: (t) =>
      inOrder(
        recall(t, { out: zr(gates.at(t)), kernel: zr(kernel.value), accumulate: true }),
        bindGruGates({ gates: gates.at(t), h0: h.at(t), s: s.at(t) }),
        drop && bindMul({ out: s.at(t), a: s.at(t), b: drop }),
        t >= first &&
          bindMatmul({ out: n(gates.at(t)), a: s.at(t), b: n(kernel.value), accumulate: true }),
        bindGruState({
          gates: gates.at(t), h0: h.at(t), h: h.at(t + 1), y: y(t), mask: mask(t),
        }), // biome-ignore format: one operand after another
      ),
    backward: (t) =>
      inOrder(
        bindGruStateBackward({ gates: gates.at(t), h0: h.at(t), dh, dy: dy(t), mask: mask(t) }),
        bindMatmul({ out: ds, a: n(gates.at(t)), b: transpose(n(kernel.value)) }),
        drop && bindMul({ out: ds, a: ds, b: drop }),
        bindGruGatesBackward({ gates: gates.at(t), h0: h.at(t), ds, dh }),
        recallBackward(t, { dz: zr(gates.at(t)), kernel: zr(kernel.value) }),
      ),
    gradients: inOrder(
      recallGradient({ out: zr(kernel.grad), dz: zr(gates.from(first)) }),
      bindMatmul({
        out: n(kernel.grad),
        a: transpose(s.from(first)),
        b: n(gates.from(first)),
        accumulate: true,
      }),
    ),
  };
}

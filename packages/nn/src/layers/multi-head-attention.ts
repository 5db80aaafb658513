import {
  bindAttention,
  bindAttentionBackward,
  bindDropoutMask,
  expectShape,
  inOrder,
  type Shape,
  sizeOf,
  type Tensor,
} from "@kindling/core";
import type { InitializerSpec } from "@kindling/init";
import { anything, expectBoolean, expectRange, expectWhole } from "../check.ts";
import { defineLayer, type LayerConfig, type Scope } from "../layer.ts";
import { bindJoint, handedOn } from "../mask.ts";
import { bindProjection, bindProjectionBackward, type Projection } from "../projection.ts";
import { expectSequence } from "../sequence.ts";

/** Options of {@link multiHeadAttention}. */
export interface MultiHeadAttentionConfig extends LayerConfig {
  /** At least 1. */
  readonly numHeads: number;
  /** Width of queries and keys of each head, at least 1. */
  readonly keyDim: number;
  /** Width of the values of each head. Default `keyDim`. */
  readonly valueDim?: number;
  /** Width of the output. Default: that of the first input. */
  readonly outputDim?: number;
  /** Default true. */
  readonly useBias?: boolean;
  /** Share of the weights that become 0 in training, in [0, 1). Default 0. */
  readonly dropout?: number;
  /** A step sees itself and what is before it. Default false. */
  readonly causal?: boolean;
  /** Of all four kernels. Default: that of the model's dialect. */
  readonly kernelInitializer?: InitializerSpec;
  /** Of all four biases. Default: that of the model's dialect. */
  readonly biasInitializer?: InitializerSpec;
}

/**
 * Attention of several heads: each step takes a mean of values, weighted by how well their keys meet
 * its query.
 *
 *     forward    Q = x·W_q + b_q    K = x_k·W_k + b_k    V = x_v·W_v + b_v, heads side by side
 *                P = softmax(Q·Kᵀ/√keyDim) and O = (P∘D)·V for every head    y = O·W_o + b_o
 *     backward   dO = dy·W_oᵀ    dV = (P∘D)ᵀ·dO    dP = D∘(dO·Vᵀ)    dS = P ∘ (dP − Σ_keys dP∘P)/√keyDim
 *                dQ = dS·K    dK = dSᵀ·Q    dx = dQ·W_qᵀ    dx_k = dK·W_kᵀ    dx_v = dV·W_vᵀ
 *                dW_q += xᵀ·dQ and likewise W_k, W_v, W_o; each db += Σ of the rows
 *
 *     x, dx  [batch, time, features]    x_k, x_v, dx_k, dx_v  [batch, steps, …]    y, dy  [batch, time, outputDim]
 *     W_q, W_k  [inputs, numHeads·keyDim]    W_v  [inputs, numHeads·valueDim]    W_o  [numHeads·valueDim, outputDim]
 *
 * One input attends to itself. In a graph the second is what it attends to, the value, and the key too
 * unless that is the third: the order of Keras. Steps of which the mask of the value or of the key is 0
 * are not seen; a step that sees none gets b_o. D is the mask of dropout in training, else 1. The kernels
 * are those of Keras, heads and width in one axis.
 *
 * A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017.
 *
 * @throws for sizes below 1, a dropout outside [0, 1), and inputs that are no sequences, have no step,
 *   or differ in their steps
 * @example multiHeadAttention({ numHeads: 4, keyDim: 16, causal: true })
 */
export const multiHeadAttention = defineLayer(
  "multiHeadAttention",
  (config: MultiHeadAttentionConfig) => {
    const where = "multiHeadAttention";
    const { useBias = true, causal = false, kernelInitializer, biasInitializer } = config;
    const heads = expectWhole(config.numHeads, 1, `${where}: numHeads`);
    const keyDim = expectWhole(config.keyDim, 1, `${where}: keyDim`);
    const valueDim = expectWhole(config.valueDim ?? keyDim, 1, `${where}: valueDim`);
    const dropout = expectRange(config.dropout ?? 0, 0, 1, `${where}: dropout`);
    const given = config.outputDim;
    if (given !== undefined) expectWhole(given, 1, `${where}: outputDim`);

    return (scope, ...inputs) => {
      const [query, value, key] = rolesOf(inputs, scope.label);
      const [queries, features] = expectSequence(inputs[query]!, scope.label);
      const [keys, valueFeatures] = expectSequence(inputs[value]!, scope.label);
      const [, keyFeatures] = expectShape(
        inputs[key]!,
        [keys, "features"],
        `${scope.label}: key, for values of ${keys} steps`,
      );
      const outputDim = given ?? features;
      const declare = (role: string, axes: readonly number[], inputs: number): Projection => {
        const rows = sizeOf(axes.slice(0, inputs));
        const columns = sizeOf(axes.slice(inputs));
        const fans = { fanIn: rows, fanOut: columns };
        return {
          rows,
          columns,
          kernel: scope.parameter(`${role}Kernel`, [rows, columns], kernelInitializer, fans, {
            axes,
          }),
          bias: useBias
            ? scope.parameter(`${role}Bias`, [columns], biasInitializer, fans)
            : undefined,
        };
      };
      const ofQuery = declare("query", [features, heads, keyDim], 1);
      const ofKey = declare("key", [keyFeatures, heads, keyDim], 1);
      const ofValue = declare("value", [valueFeatures, heads, valueDim], 1);
      const ofOutput = declare("output", [heads, valueDim, outputDim], 2);

      return {
        output: [queries, outputDim],
        mask: "passes",
        bind: ({ xs, dxs, y, dy, masks, training, buffer }) => {
          const [q, dq] = [buffer([queries, heads * keyDim]), buffer([queries, heads * keyDim])];
          const [k, dk] = [buffer([keys, heads * keyDim]), buffer([keys, heads * keyDim])];
          const [v, dv] = [buffer([keys, heads * valueDim]), buffer([keys, heads * valueDim])];
          const [o, dout] = [
            buffer([queries, heads * valueDim]),
            buffer([queries, heads * valueDim]),
          ];
          const p = buffer([heads, queries, keys]);
          const given = handedOn("joins", [masks[value], masks[key]], undefined);
          const joint = given.length > 1 ? buffer([keys]) : undefined;
          const mask = joint ?? given[0];
          const drop = training && dropout > 0 ? buffer([heads, queries, keys]) : undefined;
          const seen = new Set<number>();
          /** Where one input has several roles, the first gradient is written, others are added. */
          const into = (input: number): { dx: Tensor | undefined; accumulate: boolean } => {
            const accumulate = seen.has(input);
            seen.add(input);
            return { dx: dxs[input], accumulate };
          };
          return {
            forward: inOrder(
              joint && bindJoint(joint, given),
              drop &&
                bindDropoutMask({
                  out: drop,
                  rate: dropout,
                  rng: scope.rng.at("dropout"),
                  clock: scope.clock,
                }),
              bindProjection(ofQuery, xs[query]!, q),
              bindProjection(ofKey, xs[key]!, k),
              bindProjection(ofValue, xs[value]!, v),
              bindAttention({ q, k, v, mask, causal, drop, p, out: o }),
              bindProjection(ofOutput, o, y),
            ),
            backward: inOrder(
              bindProjectionBackward(ofOutput, o, dy, { dx: dout, accumulate: false }),
              bindAttentionBackward({ q, k, v, p, drop, dout, dq, dk, dv }),
              bindProjectionBackward(ofQuery, xs[query]!, dq, into(query)),
              bindProjectionBackward(ofKey, xs[key]!, dk, into(key)),
              bindProjectionBackward(ofValue, xs[value]!, dv, into(value)),
            ),
          };
        },
      };
    };
  },
  {
    useBias: expectBoolean,
    causal: expectBoolean,
    kernelInitializer: anything,
    biasInitializer: anything,
  },
);

/** Which input is the query, the value, and the key. @throws for none, and more than three */
function rolesOf(
  inputs: readonly Shape[],
  label: Scope["label"],
): readonly [query: number, value: number, key: number] {
  const last = inputs.length - 1;
  if (last < 0 || last > 2) {
    throw new RangeError(
      `${label}: expected one to three inputs, the query, the value and the key, got ${last + 1}`,
    );
  }
  return [0, Math.min(1, last), last];
}

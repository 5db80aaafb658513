import { type ConvConfig, defineConv } from "../conv-nd.ts";
import { CONVOLUTION_CHECKS } from "../convolution.ts";
import { defineLayer } from "../layer.ts";
import type { Padding, PerAxis1d } from "../window.ts";

/** Options of {@link conv1d}. */
export interface Conv1dConfig extends ConvConfig<PerAxis1d, Padding<PerAxis1d> | "causal"> {}

/**
 * Convolution of sequences.
 *
 *     forward    y[t, o] = f(b[o] + Σ_jc x[t·s + j·d, c]·W[j, c, o])
 *     backward   dz = dy ∘ f′(z)     db[o] += Σ_nt dz[t, o]     dW[j, c, o] += Σ_nt x[t·s + j·d, c]·dz[t, o]
 *                dx[u, c] = Σ dz[t, o]·W[j, c, o] over all t·s + j·d = u
 *
 *     x, dx  [batch, time, channels]    y, dy  [batch, ⌊(time + padding − (kernel − 1)·d − 1) / s⌋ + 1, filters]
 *     W, dW  [kernel, channels / groups, filters]    b, db  [filters]
 *
 * s is the stride, d the dilation rate; x is surrounded by zeros as `padding` says. With "causal" all of them
 * stand in front, ⌈time / s⌉ steps come out, and none sees a later one (van den Oord et al., 2016).
 *
 * @throws for options out of range, inputs that are no sequences, a kernel longer than its input,
 *   and groups that do not divide channels and filters
 * @example conv1d({ filters: 8, kernelSize: 5, strides: 2, activation: "relu" })
 */
export const conv1d = defineLayer(
  "conv1d",
  (config: Conv1dConfig) => defineConv(config, "conv1d", 1),
  CONVOLUTION_CHECKS,
);

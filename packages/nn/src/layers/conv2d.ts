import { type ConvConfig, defineConv } from "../conv-nd.ts";
import { CONVOLUTION_CHECKS } from "../convolution.ts";
import { defineLayer } from "../layer.ts";
import type { PerAxis2d } from "../window.ts";

/** Options of {@link conv2d}. */
export interface Conv2dConfig extends ConvConfig<PerAxis2d> {}

/**
 * Convolution of images.
 *
 *     forward    y[p, q, o] = f(b[o] + Σ_ijc x[p·s + i·d, q·s + j·d, c]·W[i, j, c, o])
 *     backward   dz = dy ∘ f′(z)     db[o] += Σ_npq dz[p, q, o]
 *                dW[i, j, c, o] += Σ_npq x[p·s + i·d, q·s + j·d, c]·dz[p, q, o]
 *                dx[u, v, c] = Σ dz[p, q, o]·W[i, j, c, o] over all p·s + i·d = u, q·s + j·d = v
 *
 *     x, dx  [batch, height, width, channels]    W, dW  [kernel height, kernel width, channels / groups, filters]
 *     y, dy  [batch, ⌊(height + padding − (kernel height − 1)·d − 1) / s⌋ + 1, …, filters]    b, db  [filters]
 *
 * s are the strides, d the dilation rates; x is surrounded by zeros as `padding` says. As everywhere
 * in deep learning the kernel is not flipped. Fans are those of a group:
 * taps·channels/groups and taps·filters/groups.
 *
 * @throws for options out of range, inputs that are no images, a kernel larger than its input, and
 *   groups that do not divide channels and filters
 * @example conv2d({ filters: 16, kernelSize: 3, padding: "same", activation: "relu" })
 */
export const conv2d = defineLayer(
  "conv2d",
  (config: Conv2dConfig) => defineConv(config, "conv2d", 2),
  CONVOLUTION_CHECKS,
);

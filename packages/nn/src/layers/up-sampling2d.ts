import { show } from "@kindling/core";
import { anything } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { defineUpSampling, type Interpolation } from "../up-sampling.ts";
import type { PerAxis2d } from "../window.ts";

/** Options of {@link upSampling2d}. */
export interface UpSampling2dConfig extends LayerConfig {
  /** Factors, whole numbers. Default 2. */
  readonly size?: PerAxis2d;
  /** Default nearest: every pixel is repeated. */
  readonly interpolation?: Interpolation;
}

/**
 * Enlargement of images by whole factors (r, s).
 *
 *     nearest    y[u, v, c] = x[⌊u/r⌋, ⌊v/s⌋, c]     dx[p, q, c] = Σ_ij dy[p·r + i, q·s + j, c]
 *     bilinear   y = A·x·Bᵀ, channel by channel      dx = Aᵀ·dy·B
 *
 *     x, dx  [batch, height, width, channels]    y, dy  [batch, height·r, width·s, channels]
 *
 * A and B weigh the two pixels beside a position; positions are those of the centres,
 * (u + ½)/r − ½, as in Keras 3 and in PyTorch without `align_corners`. (TensorFlow.js takes u/r.)
 *
 * @throws for options out of range, and inputs that are no images
 * @example upSampling2d({ size: [2, 3], interpolation: "bilinear" })
 */
export const upSampling2d = defineLayer(
  "upSampling2d",
  ({ size = 2, interpolation = "nearest" }: UpSampling2dConfig) =>
    defineUpSampling("upSampling2d", 2, size, interpolation),
  { size: anything, interpolation: expectInterpolation },
);

function expectInterpolation(value: unknown, where: string): void {
  if (value === "nearest" || value === "bilinear") return;
  throw new RangeError(`${where}: expected "nearest" or "bilinear", got ${show(value)}`);
}

import {
  bindMatmul,
  bindSumPool2d,
  bindSumPool2dBackward,
  createArena,
  inOrder,
  reshape,
  type Tensor,
  transpose,
} from "@kindling/core";
import { expectImage, onImages, withoutRow } from "./images.ts";
import type { BuiltLayer, Layer } from "./layer.ts";
import { expectPerAxis } from "./window.ts";

/** How pixels between the pixels come about. */
export type Interpolation = "nearest" | "bilinear";

/** The `build` of an enlargement by whole factors. @throws for options out of range */
export function defineUpSampling(
  type: string,
  axes: 1 | 2,
  size: number | readonly number[],
  interpolation: Interpolation,
): Layer["build"] {
  const factors = expectPerAxis(size, `${type}: size`, { axes });
  return (scope, input) => {
    const image = expectImage(input, axes, scope.label);
    const [height, width, channels] = image;
    const out = [height * factors[0], width * factors[1], channels] as const;
    const bind = interpolation === "nearest" ? bindNearest(factors) : bindBilinear(factors);
    return { output: withoutRow(out, axes), bind: onImages(bind, [image, out]) };
  };
}

/** Repeating pixels is the backward pass of adding them up, and the other way round. */
function bindNearest(size: readonly [number, number]): BuiltLayer["bind"] {
  return ({ x, y, dx, dy }) => ({
    forward: bindSumPool2dBackward({ dx: y, dy: x, size }),
    backward: inOrder(dx && bindSumPool2d({ out: dx, x: dy, size })),
  });
}

/** y = A·x·Bᵀ for every image and channel, A and B the weights of rows and columns. */
function bindBilinear(size: readonly [number, number]): BuiltLayer["bind"] {
  return ({ x, y, dx, dy, buffer }) => {
    const [batch, height, width, channels] = x.shape as [number, number, number, number];
    const [tall, wide] = [height * size[0], width * size[1]];
    const [a, b] = [weightsOf(height, size[0]), weightsOf(width, size[1])];
    const between = buffer([tall, width, channels]);
    const rows = (image: Tensor, extent: number): Tensor =>
      reshape(image, [batch, extent, width * channels]);
    const columns = (image: Tensor, extent: number): Tensor =>
      reshape(image, [batch * tall, extent, channels]);
    return {
      forward: inOrder(
        bindMatmul({ out: rows(between, tall), a, b: rows(x, height) }),
        bindMatmul({ out: columns(y, wide), a: b, b: columns(between, width) }),
      ),
      backward: inOrder(
        dx && bindMatmul({ out: columns(between, width), a: transpose(b), b: columns(dy, wide) }),
        dx && bindMatmul({ out: rows(dx, height), a: transpose(a), b: rows(between, tall) }),
      ),
    };
  };
}

/**
 * [extent·factor, extent]: what each new position takes from the two old ones beside it. Positions are
 * those of the centres, (i + ½)/factor − ½, held within the old ones.
 */
function weightsOf(extent: number, factor: number): Tensor {
  const weights = createArena(extent * factor * extent).tensor([extent * factor, extent]);
  for (let i = 0; i < extent * factor; i++) {
    const at = Math.min(Math.max((i + 0.5) / factor - 0.5, 0), extent - 1);
    const left = Math.floor(at);
    const share = at - left;
    weights.set(i, left, 1 - share);
    if (share > 0) weights.set(i, left + 1, share);
  }
  return weights;
}

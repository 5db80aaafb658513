import {
  bindMaxPool2d,
  bindMaxPool2dBackward,
  bindSumPool2d,
  bindSumPool2dBackward,
  inOrder,
  type PoolWindow,
} from "@kindling/core";
import { anything } from "./check.ts";
import { expectImage, onImages, withoutRow } from "./images.ts";
import type { BuiltLayer, Layer, LayerConfig } from "./layer.ts";
import {
  expectPadding,
  expectPerAxis,
  type Padding,
  type PerAxis2d,
  slide,
  type Window,
} from "./window.ts";

/** Options of poolings. */
export interface PoolingConfig<PerAxis = PerAxis2d> extends LayerConfig {
  /** Extent of the window, at least 1. Default 2. */
  readonly poolSize?: PerAxis;
  /** Positions from one window to the next. Default: `poolSize`. */
  readonly strides?: PerAxis;
  /** What it adds at the border does not count. Default valid. */
  readonly padding?: Padding<PerAxis>;
}

/** What {@link PoolingConfig} holds that is no number. */
export const POOLING_CHECKS = { poolSize: anything, strides: anything, padding: anything };

type Kind = "max" | "average";

/** True for max-pooling by windows of 2×2 side by side, from the first pixel on and none cut. */
export function isHalving(
  { maxWindows, output }: BuiltLayer,
  [height, width]: readonly number[],
): boolean {
  if (maxWindows === undefined) return false;
  const { size, strides = size, before = [0, 0] } = maxWindows;
  return (
    [...size, ...strides].every((extent) => extent === 2) &&
    before.every((pixels) => pixels === 0) &&
    2 * output[0]! <= height! &&
    2 * output[1]! <= width!
  );
}

/** The `build` of a pooling. @throws for options out of range */
export function definePooling(
  config: PoolingConfig<number | readonly number[]>,
  type: string,
  axes: 1 | 2,
  kind: Kind,
): Layer["build"] {
  const { poolSize = 2, strides = poolSize, padding = "valid" } = config;
  const window: Window = {
    size: expectPerAxis(poolSize, `${type}: poolSize`, { axes }),
    strides: expectPerAxis(strides, `${type}: strides`, { axes }),
    dilation: [1, 1],
    padding: expectPadding(padding, `${type}: padding`, axes),
  };
  return (scope, input) => {
    const image = expectImage(input, axes, scope.label);
    const { output, margins } = slide(window, [image[0], image[1]], scope.label);
    const out = [...output, image[2]] as const;
    const before = [margins.top, margins.left] as const;
    const windows = { size: window.size, strides: window.strides, before };
    return {
      output: withoutRow(out, axes),
      bind: onImages(bindPooling(kind, windows), [image, out]),
      ...(kind === "max" && { maxWindows: windows }),
    };
  };
}

/** The `build` of a pooling over everything but the channels. */
export function defineGlobalPooling(axes: 1 | 2, kind: Kind): Layer["build"] {
  return (scope, input) => {
    const image = expectImage(input, axes, scope.label);
    const [height, width, channels] = image;
    if (height * width === 0) {
      throw new RangeError(`${scope.label}: input: expected at least one position, got none`);
    }
    const size = [height, width] as const;
    const bind = bindPooling(kind, { size, strides: size, before: [0, 0] });
    return { output: [channels], bind: onImages(bind, [image, [1, 1, channels]]) };
  };
}

function bindPooling(kind: Kind, window: PoolWindow): BuiltLayer["bind"] {
  return ({ x, y, dx, dy, buffer }) => {
    if (kind === "average") {
      return {
        forward: bindSumPool2d({ out: y, x, average: true, ...window }),
        backward: inOrder(dx && bindSumPool2dBackward({ dx, dy, average: true, ...window })),
      };
    }
    const index = buffer(y.shape.slice(1));
    return {
      forward: bindMaxPool2d({ out: y, index, x, ...window }),
      backward: inOrder(dx && bindMaxPool2dBackward({ dx, dy, index, ...window })),
    };
  };
}

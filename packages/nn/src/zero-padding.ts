import { bindCrop2d, bindPad2d, inOrder, type Margins } from "@kindling/core";
import { expectImage, onImages, withoutRow } from "./images.ts";
import type { Layer } from "./layer.ts";

/** The `build` of zeros around images or sequences. */
export function defineZeroPadding(margins: Margins, axes: 1 | 2): Layer["build"] {
  const { top, bottom, left, right } = margins;
  return (scope, input) => {
    const image = expectImage(input, axes, scope.label);
    const [height, width, channels] = image;
    const out = [top + height + bottom, left + width + right, channels] as const;
    return {
      output: withoutRow(out, axes),
      bind: onImages(
        ({ x, y, dx, dy }) => ({
          forward: bindPad2d({ out: y, x, margins }),
          backward: inOrder(dx && bindCrop2d({ out: dx, x: dy, margins })),
        }),
        [image, out],
      ),
    };
  };
}

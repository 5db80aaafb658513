import { checkShape } from "@kindling/core";
import type { Fans } from "./law-context.ts";

/**
 * The fans of the neurons of each layer, counted per neuron: how many connections end in it, and
 * how many start from it.
 *
 *     fanIn = width of the layer before        fanOut = width of the layer after
 *
 * One entry per width. Nothing ends in the input layer, so its fanIn is 0; nothing starts from the
 * output layer, so its fanOut is 0. The kernel in front of layer i has the same fanIn, but as
 * fanOut the width of layer i itself: `fans([widths[i - 1], widths[i]])`. Initializers take those.
 *
 * @throws for widths that are not whole numbers, 0 or more
 * @example
 * const [input, firstHidden] = neuronFans([3, 3, 2, 1]);
 * input // { fanIn: 0, fanOut: 3 }
 * firstHidden // { fanIn: 3, fanOut: 2 }
 */
export function neuronFans(widths: readonly number[]): Fans[] {
  checkShape(widths, "neuronFans: widths");
  return widths.map((_, layer) => ({
    fanIn: widths[layer - 1] ?? 0,
    fanOut: widths[layer + 1] ?? 0,
  }));
}

import { expectPositive, oneOf } from "../check.ts";
import { FAN_MODES, type FanMode, fanOf } from "../fan-mode.ts";
import { defineInitializer } from "../initializer.ts";
import { rademacher as signs } from "../law.ts";

/** Options of {@link rademacher}. */
export interface RademacherConfig {
  /** Factor of the scale: √2 in front of a ReLU. Default 1. */
  readonly gain?: number;
  /** Default `"fanIn"`. */
  readonly mode?: FanMode;
}

/**
 * Random signs: all weights have one size.
 *
 *     W = ±a, each with probability ½        a = gain/√fanIn
 *
 * The variance is that of a normal of the same scale, with no weight near 0 and none far out. For
 * binary nets, and to find weights by their signs alone.
 *
 * V. Ramanujan, M. Wortsman, A. Kembhavi, A. Farhadi, M. Rastegari, "What's Hidden in a Randomly
 * Weighted Neural Network?", CVPR 2020, as the signed Kaiming constant.
 *
 * @throws unless gain > 0
 * @example dense({ units: 128, activation: "relu", kernelInitializer: rademacher({ gain: Math.SQRT2 }) })
 */
export const rademacher = defineInitializer(
  "rademacher",
  ({ gain = 1, mode = "fanIn" }: RademacherConfig = {}) => {
    expectPositive(gain, "rademacher: gain");
    return (fans) => signs(gain / Math.sqrt(fanOf(mode, fans)));
  },
  { mode: oneOf(...FAN_MODES) },
);

import { expectPositive, oneOf } from "../check.ts";
import { defineInitializer } from "../initializer.ts";
import { normal } from "../law.ts";

/** Options of {@link muP}. */
export interface MuPConfig {
  /** Where the layer stands: how its fans grow when the net gets wider. Default `"hidden"`. */
  readonly role?: "input" | "hidden" | "output";
  /** Factor of σ. Default 1. */
  readonly gain?: number;
  /** The fanIn at which an output layer has the scale of the others. Default 1. */
  readonly baseFanIn?: number;
}

/**
 * The scale of the maximal update parametrization, with which learning rates found for a narrow net
 * hold for a wide one.
 *
 *     input, hidden    W ~ N(0, gain²/fanIn)
 *     output           W ~ N(0, gain²·baseFanIn/fanIn²)
 *
 * The fanIn of an input layer is that of the data, of the others the width. With it Adam's learning
 * rate of hidden and output kernels is to be divided by fanIn, that of input kernels and biases stays;
 * SGD's grows with the width for input kernels and biases, and is divided by it for output kernels.
 *
 * G. Yang, E. Hu et al., "Tensor Programs V: Tuning Large Neural Networks via Zero-Shot
 * Hyperparameter Transfer", NeurIPS 2021, table 3.
 *
 * @throws unless gain > 0 and baseFanIn > 0
 * @example dense({ units: 10, kernelInitializer: muP({ role: "output", baseFanIn: 64 }) })
 */
export const muP = defineInitializer(
  "muP",
  ({ role = "hidden", gain = 1, baseFanIn = 1 }: MuPConfig = {}) => {
    expectPositive(gain, "muP: gain");
    expectPositive(baseFanIn, "muP: baseFanIn");
    return ({ fanIn }) => {
      const scale = role === "output" ? Math.sqrt(baseFanIn / fanIn) : 1;
      return normal(0, (gain * scale) / Math.sqrt(fanIn));
    };
  },
  { role: oneOf("input", "hidden", "output") },
);

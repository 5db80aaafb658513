import { constant } from "../initializers/constant.ts";
import { fillParameter, type ModelInitializer, modelInitializer } from "../model-initializer.ts";
import { withOptions } from "../options.ts";

/** Options of {@link reZero}. */
export interface ReZeroConfig {
  /** What every branch starts from. Default 0. */
  readonly alpha?: number;
}

/**
 * ReZero, or SkipInit: every residual branch starts as nothing, so the net starts as the identity and
 * signals and gradients pass any depth unchanged.
 *
 *     x + α·F(x)    α ← alpha
 *
 * Kernels and biases stay as they are.
 *
 * T. Bachlechner, B. Majumder, H. Mao, G. Cottrell, J. McAuley, "ReZero Is All You Need", UAI 2021;
 * S. De, S. Smith, "Batch Normalization Biases Residual Blocks Towards the Identity Function in Deep
 * Networks", NeurIPS 2020, for SkipInit.
 *
 * @throws for an alpha that is not finite; `apply`: for a model without residual branches, or with
 *   one that has no scale
 * @example reZero().config // {}
 */
export function reZero(config: ReZeroConfig = {}): ModelInitializer {
  return withOptions("reZero", config, ({ alpha = 0 }) => {
    const start = constant({ value: alpha });
    return modelInitializer("reZero", config, (model) => {
      const { branches } = model;
      if (branches.length === 0) {
        throw new RangeError("reZero: expected a model with residual branches, got none");
      }
      for (const { path, scale } of branches) {
        if (scale === undefined) {
          throw new RangeError(`${path}: reZero: expected a branch with a scale, got none`);
        }
        fillParameter(model, scale, start);
      }
    });
  });
}

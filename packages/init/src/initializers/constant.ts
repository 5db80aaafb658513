import { defineInitializer } from "../initializer.ts";
import { constant as always } from "../law.ts";

/** Options of {@link constant}. */
export interface ConstantConfig {
  /** Default 0. */
  readonly value?: number;
}

/**
 * All elements one value. For biases; as weights it leaves all units of a layer equal for good.
 *
 *     W = value
 *
 * @throws for a value that is not finite
 * @example dense({ units: 10, activation: "relu", biasInitializer: constant({ value: 0.1 }) })
 */
export const constant = defineInitializer("constant", ({ value = 0 }: ConstantConfig = {}) => {
  const law = always(value);
  return () => law;
});

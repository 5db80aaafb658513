import { show } from "@kindling/core";
import { withOptions } from "@kindling/init";
import { expectNonNegative } from "./check.ts";

/** A penalty on a parameter, l1·Σ|w| + l2·Σw². */
export interface Regularizer {
  /** Default 0. */
  readonly l1?: number;
  /** Default 0. */
  readonly l2?: number;
}

/**
 * Penalties of a layer, of which the slope l1·sign(w) + 2·l2·w is added to the gradients; the loss does
 * not show them. They stand in the place of the optimizer's own `l1` and `l2`, behind which its rules come.
 */
export interface RegularizerOptions {
  readonly kernelRegularizer?: Regularizer;
  readonly biasRegularizer?: Regularizer;
  /** Of the recurrent kernel. */
  readonly recurrentRegularizer?: Regularizer;
  readonly depthwiseRegularizer?: Regularizer;
  readonly pointwiseRegularizer?: Regularizer;
  readonly embeddingsRegularizer?: Regularizer;
}

/** The parameter that each is about. */
const PARAMETERS: Readonly<Record<keyof RegularizerOptions, string>> = {
  kernelRegularizer: "kernel",
  biasRegularizer: "bias",
  recurrentRegularizer: "recurrentKernel",
  depthwiseRegularizer: "depthwiseKernel",
  pointwiseRegularizer: "pointwiseKernel",
  embeddingsRegularizer: "embeddings",
};

const OPTIONS = Object.keys(PARAMETERS) as (keyof RegularizerOptions)[];

/** Reads the options, so that they are known and checked. */
export function readRegularizers(config: RegularizerOptions): void {
  for (const option of OPTIONS) config[option];
}

/** Checks for `withOptions`. */
export const REGULARIZER_CHECKS = Object.fromEntries(
  OPTIONS.map((option) => [option, expectRegularizer]),
) as Record<keyof RegularizerOptions, typeof expectRegularizer>;

/** Of the parameter of that name. */
export function regularizerOf(config: RegularizerOptions, name: string): Regularizer | undefined {
  const option = OPTIONS.find((each) => PARAMETERS[each] === name);
  return option && config[option];
}

/** @throws for a penalty on what the layer does not have */
export function expectRegularized(
  config: RegularizerOptions,
  names: readonly string[],
  label: string,
): void {
  const idle = OPTIONS.find((each) => config[each] && !names.includes(PARAMETERS[each]));
  if (idle === undefined) return;
  const known = names.length > 0 ? names.join(", ") : "none of its own";
  throw new RangeError(
    `${label}: ${idle}: expected a layer with a ${PARAMETERS[idle]}, got one with ${known}; the optimizer's rules reach every parameter by its path`,
  );
}

function expectRegularizer(value: unknown, where: string): void {
  if (typeof value !== "object" || value === null) {
    throw new TypeError(`${where}: expected { l1, l2 }, got ${show(value)}`);
  }
  withOptions(where, value as Regularizer, ({ l1, l2 }) => [l1, l2], {
    l1: expectNonNegative,
    l2: expectNonNegative,
  });
}

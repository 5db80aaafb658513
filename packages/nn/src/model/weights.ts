import { formatShape, type Shape } from "@kindling/core";
import type { Parameter } from "../parameter.ts";

/** Values of parameters by path, as a saved model holds them. */
export type Weights = ReadonlyMap<string, { readonly shape: Shape; readonly data: Float32Array }>;

/** Copies of the values of parameters, by path. */
export function copyWeights(
  parameters: readonly Parameter[],
): Map<string, { shape: number[]; data: Float32Array }> {
  return new Map(
    parameters.map(({ path, shape, value }) => [
      path,
      { shape: [...shape], data: Float32Array.from(value.data) },
    ]),
  );
}

/**
 * @param partial some parameters may be missing
 * @throws unless the weights are finite and exactly those of the parameters
 */
export function expectWeights(
  weights: Weights,
  parameters: readonly Parameter[],
  partial = false,
): void {
  const declared = new Map(parameters.map((parameter) => [parameter.path, parameter]));
  for (const path of weights.keys()) {
    if (!declared.has(path)) {
      const known = [...declared.keys()].join(", ");
      throw new RangeError(`weights: expected only ${known}, got ${JSON.stringify(path)}`);
    }
  }
  for (const { path, shape } of parameters) {
    const given = weights.get(path);
    if (given === undefined && partial) continue;
    if (given === undefined || formatShape(given.shape) !== formatShape(shape)) {
      const got = given ? formatShape(given.shape) : "nothing";
      throw new RangeError(`weights: ${path}: expected ${formatShape(shape)}, got ${got}`);
    }
    const bad = given.data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      throw new RangeError(
        `weights: ${path}: expected finite numbers, got ${given.data[bad]} at ${bad}`,
      );
    }
  }
}

import type { InitializerSpec } from "@kindling/init";
import { anything, expectBoolean, expectPositive } from "../check.ts";
import type { Scope } from "../layer.ts";
import type { Parameter } from "../parameter.ts";

/** What normalizing layers have in common: they end with γ·x̂ + β. */
export interface ScaleAndCenter {
  /** Multiplies by γ. Default true. */
  readonly scale?: boolean;
  /** Adds β. Default true. */
  readonly center?: boolean;
  /** Default ones. */
  readonly gammaInitializer?: InitializerSpec;
  /** Default zeros. */
  readonly betaInitializer?: InitializerSpec;
}

/** How their options are checked. */
export const SCALE_AND_CENTER = {
  epsilon: expectPositive,
  scale: expectBoolean,
  center: expectBoolean,
  gammaInitializer: anything,
  betaInitializer: anything,
};

/** Declares γ and β [channels], each where it is wanted. */
export function scaleAndCenter(
  scope: Scope,
  channels: number,
  { scale = true, center = true, gammaInitializer, betaInitializer }: ScaleAndCenter,
): { readonly gamma: Parameter | undefined; readonly beta: Parameter | undefined } {
  const fans = { fanIn: 1, fanOut: 1 };
  return {
    gamma: scale ? scope.parameter("gamma", [channels], gammaInitializer, fans) : undefined,
    beta: center ? scope.parameter("beta", [channels], betaInitializer, fans) : undefined,
  };
}

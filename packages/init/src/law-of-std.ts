import { type Law, normal, stdWithinTwoSigma, truncatedNormal, uniform } from "./law.ts";

/** The distributions that are told by their standard deviation alone. */
export type Family = (typeof FAMILIES)[number];

export const FAMILIES = ["uniform", "normal", "truncatedNormal"] as const;

/**
 * The law of mean 0 and standard deviation σ.
 *
 *     uniform            U[−√3·σ, √3·σ)
 *     normal             N(0, σ²)
 *     truncatedNormal    N(0, (σ/0.8796…)²) within two of its standard deviations
 */
export function lawOfStd(family: Family, std: number): Law {
  switch (family) {
    case "uniform": {
      const bound = Math.sqrt(3) * std;
      return uniform(-bound, bound);
    }
    case "normal":
      return normal(0, std);
    case "truncatedNormal":
      return truncatedNormal(0, std / stdWithinTwoSigma);
  }
}

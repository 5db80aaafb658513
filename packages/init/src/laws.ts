// What users know as `laws`: the distributions, their figures, and the sampler.
export { draw } from "./draw.ts";
export {
  constant,
  normal,
  rademacher,
  stdWithinTwoSigma,
  truncatedNormal,
  uniform,
} from "./law.ts";
export { cdf, density, mean, support, variance } from "./moments.ts";

import { type Tensor, zeros } from "../tensor.ts";
import type { Rng } from "./rng.ts";

/** A law as theory gives it: what its draws must look like. */
export interface Law {
  readonly name: string;
  readonly draw: (rng: Rng, n: number) => Float32Array;
  readonly mean: number;
  /** The central moment μ_k = E(x − mean)ᵏ, k ≤ 8. */
  readonly moment: (k: number) => number;
  /** The distribution function; none where draws are discrete. */
  readonly cdf?: (x: number) => number;
}

type Theory = Pick<Law, "mean" | "moment" | "cdf">;

/** Where a normal stops for the quadrature: beyond lies 10⁻¹⁹. */
const FAR = 9;

export const LAWS: readonly Law[] = [
  law("uniform(0, 1)", (rng, out) => rng.uniform(out), uniform(0, 1)),
  law("uniform(−3, 1)", (rng, out) => rng.uniform(out, -3, 1), uniform(-3, 1)),
  law("normal(0, 1)", (rng, out) => rng.normal(out), truncated(-FAR, FAR)),
  law(
    "normal(2, 0.5²)",
    (rng, out) => rng.normal(out, 2, 0.5),
    moved(truncated(-FAR, FAR), 2, 0.5),
  ),
  law("truncatedNormal within ±2", (rng, out) => rng.truncatedNormal(out), truncated(-2, 2)),
  law(
    "truncatedNormal within ±3",
    (rng, out) => rng.truncatedNormal(out, 0, 1, -3, 3),
    truncated(-3, 3),
  ),
  law(
    "truncatedNormal without bounds",
    (rng, out) =>
      rng.truncatedNormal(out, 0, 1, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
    truncated(-FAR, FAR),
  ),
  law(
    "truncatedNormal within [−1, 0.25], absolute, of N(0.5, 2²)",
    (rng, out) => rng.truncatedNormal(out, 0.5, 2, -1, 0.25, { bounds: "absolute" }),
    moved(truncated(-0.75, -0.125), 0.5, 2),
  ),
  law(
    "truncatedNormal within [6, 7]",
    (rng, out) => rng.truncatedNormal(out, 0, 1, 6, 7),
    truncated(6, 7),
  ),
  law(
    "truncatedNormal within [−7, −6]",
    (rng, out) => rng.truncatedNormal(out, 0, 1, -7, -6),
    truncated(-7, -6),
  ),
  law("bernoulli(0.3)", (rng, out) => rng.bernoulli(out, 0.3), bernoulli(0.3)),
  law("bernoulli(0.999)", (rng, out) => rng.bernoulli(out, 0.999), bernoulli(0.999)),
];

function law(name: string, fill: (rng: Rng, out: Tensor) => Tensor, theory: Theory): Law {
  return { name, draw: (rng, n) => fill(rng, zeros([n])).data, ...theory };
}

function uniform(low: number, high: number): Theory {
  return {
    mean: (low + high) / 2,
    moment: (k) => (k % 2 === 1 ? 0 : ((high - low) / 2) ** k / (k + 1)),
    cdf: (x) => (x - low) / (high - low),
  };
}

function bernoulli(p: number): Theory {
  return { mean: p, moment: (k) => p * (1 - p) ** k + (1 - p) * (-p) ** k };
}

/**
 * The standard normal within [a, b], by Simpson's rule over its density, scaled to 1 at its highest
 * so that tails keep their digits. Panels of at most 2⁻⁹ leave errors below 10⁻¹¹ relative.
 */
function truncated(a: number, b: number): Theory {
  const nearest = Math.min(Math.max(0, a), b);
  const density = (x: number): number => Math.exp((nearest * nearest - x * x) / 2);
  const panels = Math.ceil((b - a) * 2 ** 9);
  const width = (b - a) / panels;
  const integrals = (f: (x: number) => number): number[] => {
    const sums = [0];
    for (let i = 0; i < panels; i++) {
      const x = a + i * width;
      const panel = ((f(x) + 4 * f(x + width / 2) + f(x + width)) * width) / 6;
      sums.push(sums[i] + panel);
    }
    return sums;
  };
  const masses = integrals(density);
  const mass = masses[panels];
  const expectation = (f: (x: number) => number): number =>
    integrals((x) => f(x) * density(x))[panels] / mass;
  const mean = expectation((x) => x);
  return {
    mean,
    moment: (k) => expectation((x) => (x - mean) ** k),
    cdf: (x) => {
      const i = Math.min(Math.floor((x - a) / width), panels - 1);
      const from = a + i * width;
      return (masses[i] + (x - from) * density((from + x) / 2)) / mass;
    },
  };
}

/** The law of mean + std·z. */
function moved({ mean, moment, cdf }: Theory, by: number, std: number): Theory {
  return {
    mean: by + std * mean,
    moment: (k) => std ** k * moment(k),
    ...(cdf && { cdf: (x: number) => cdf((x - by) / std) }),
  };
}

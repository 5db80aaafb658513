import { createRng, type Tensor, zeros } from "@kindling/core";
import { type Fans, type Initializer, type Law, laws } from "@kindling/init";

/** What {@link sample} fills, and from where. */
export interface SampleSettings extends Fans {
  readonly shape: readonly number[];
  readonly seed: number;
}

/** The values of a new tensor, drawn at path "w". */
export function sample(initializer: Initializer, settings: SampleSettings): Float32Array {
  return sampleTensor(initializer, settings).data;
}

export function sampleTensor(
  initializer: Initializer,
  { shape, seed, fanIn, fanOut }: SampleSettings,
): Tensor {
  const w = zeros(shape);
  initializer.fill(w, { fanIn, fanOut, rng: createRng(seed).at("w") });
  return w;
}

export function sampleMean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Σ(w − w̄)²/(n − 1). */
export function sampleVariance(values: Float32Array): number {
  const mean = sampleMean(values);
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/** Values between two places where {@link distance} looks. */
const STRIDE = 16;

/**
 * The Kolmogorov–Smirnov statistic, the largest distance of empirical and true distribution, from
 * above: it looks at every 16th of the sorted values. Both distributions rise, so between two of
 * them the distance grows by 16/n at most, which is added.
 */
export function distance(values: Float32Array, law: Law): number {
  const n = values.length;
  const sorted = values.toSorted();
  let worst = 0;
  for (let i = 0; i < n; i = i === n - 1 ? n : Math.min(i + STRIDE, n - 1)) {
    const p = laws.cdf(law, sorted[i]!);
    worst = Math.max(worst, p - i / n, (i + 1) / n - p);
  }
  return worst + STRIDE / n;
}

/** ∫ f over [from, to] by Simpson's rule with 4000 intervals. */
export function integral(f: (x: number) => number, from: number, to: number): number {
  const intervals = 4000;
  const step = (to - from) / intervals;
  let sum = f(from) + f(to);
  for (let i = 1; i < intervals; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * step);
  return (sum * step) / 3;
}

/** E[(w − about)^power] from the density; the normal is cut at 12 σ. */
export function moment(law: Law, power: number, about: number): number {
  const [from, to] =
    law.kind === "normal" ? [law.mean - 12 * law.std, law.mean + 12 * law.std] : laws.support(law);
  return integral((x) => (x - about) ** power * laws.density(law, x), from, to);
}

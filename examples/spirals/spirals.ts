import { type Rng, zeros } from "@kindling/core";

export interface Spirals {
  /** [x, y], within about ±1. */
  readonly points: readonly (readonly [number, number])[];
  /** [0] or [1] for each point: the arm that it is on. */
  readonly arms: readonly (readonly [0 | 1])[];
}

/** Turns that an arm makes. */
const TURNS = 1.5;

/**
 * Points on two spirals, one the other turned by half a turn, both growing from the middle.
 *
 *     t ~ U[0.05, 1)     (x, y) = t·(cos φ, sin φ) + noise     φ = 2π·TURNS·t + π·arm
 *
 * After the two-spirals problem of A. Wieland, in K. Lang, M. Witbrock, "Learning to tell two
 * spirals apart", Connectionist Models Summer School 1988.
 *
 * @param noise width of the square around its place in which a point lies
 */
export function spirals(rng: Rng, count: number, noise: number): Spirals {
  const along = rng.at("along").uniform(zeros([count]), 0.05, 1).data;
  const aside = rng.at("aside").uniform(zeros([count, 2]), -0.5, 0.5);
  const arms = Array.from({ length: count }, (_, i): [0 | 1] => [i % 2 === 0 ? 0 : 1]);
  const points = arms.map(([arm], i): [number, number] => {
    const t = along[i]!;
    const angle = Math.PI * (2 * TURNS * t + arm);
    return [
      t * Math.cos(angle) + noise * aside.get(i, 0),
      t * Math.sin(angle) + noise * aside.get(i, 1),
    ];
  });
  return { points, arms };
}

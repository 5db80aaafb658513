import { bindScale, type Run, type Tensor } from "@kindling/core";
import { bindAccumulate } from "../accumulate.ts";
import type { LossIO } from "./loss.ts";

/** Targets as a loss shall see them, and what makes them before it runs. */
export interface Smoothed {
  readonly target: Tensor;
  readonly runs: readonly Run[];
}

/**
 * Targets of which a share s is spread evenly over the classes.
 *
 *     t′ = (1 − s)·t + s/classes
 *
 * C. Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016.
 */
export function smooth(
  { target, buffer }: Pick<LossIO, "target" | "buffer">,
  share: number,
  classes: number,
): Smoothed {
  if (share === 0) return { target, runs: [] };
  const [out, even] = [buffer(target.shape.slice(1)), buffer(target.shape.slice(1))];
  even.data.fill(share / classes);
  return {
    target: out,
    runs: [
      bindScale({ out, x: target, settings: { factor: 1 - share } }),
      bindAccumulate(out, even),
    ],
  };
}

/** The same from class numbers: 1 − s + s/classes at the class, s/classes elsewhere. */
export function smoothLabels(
  { target: labels, buffer }: Pick<LossIO, "target" | "buffer">,
  share: number,
  classes: number,
): Smoothed {
  const target = buffer([...labels.shape.slice(1), classes]);
  const run = (): void => {
    target.data.fill(share / classes);
    for (let row = 0; row < labels.size; row++) {
      target.data[row * classes + labels.data[row]!] = 1 - share + share / classes;
    }
  };
  return { target, runs: [run] };
}

import type { Result } from "./experiment.ts";
import type { Cell } from "./grid.ts";

/** Trainings that differ by their seed only. */
export interface Group {
  readonly cell: Omit<Cell, "seed">;
  readonly results: readonly Result[];
}

/** Cells with all their seeds, in the order in which they first come. */
export function groupsOf(results: readonly Result[]): Group[] {
  const groups = new Map<string, Result[]>();
  for (const result of results) {
    const { seed: _, ...cell } = result.cell;
    const key = JSON.stringify(Object.values(cell));
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return Array.from(groups.values(), (same) => ({ cell: same[0]!.cell, results: same }));
}

/** The loss that a training ends with; infinite for one that overflowed. */
export function finalLoss({ losses, finite }: Result): number {
  return finite ? losses.at(-1)! : Number.POSITIVE_INFINITY;
}

export function finalAccuracy({ accuracies }: Result): number {
  return accuracies.at(-1)!;
}

/** Norm of the gradient at the first hidden layer, in units of that at the last one. */
export function gradientRatio({ scales }: Result): number {
  return scales[0]!.gradient / scales.at(-2)!.gradient;
}

/** The cell in words: `mnist, 10 layers, relu, heNormal`; those of another kind than dense say so. */
export function nameOf({ dataset, net, depth, activation, initializer }: Group["cell"]): string {
  const layers = net === "dense" ? `${depth} layers` : `${net}, ${depth} layers`;
  return `${dataset}, ${layers}, ${activation}, ${initializer}`;
}

/** By how much a hidden layer multiplies the root mean square, as a geometric mean. */
export function scalePerLayer({ scales }: Result): number {
  const hidden = scales.slice(0, -1);
  return hidden.length < 2 ? 1 : (hidden.at(-1)!.rms / hidden[0]!.rms) ** (1 / (hidden.length - 1));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Two significant digits; `∞` for what overflowed. */
export function short(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "∞";
  if (!Number.isFinite(value)) return "–";
  const rounded = Number(value.toPrecision(2));
  const isPlain = rounded === 0 || (Math.abs(rounded) >= 1e-3 && Math.abs(rounded) < 1e5);
  return isPlain ? `${rounded}` : rounded.toExponential().replace("+", "");
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(share === 0 || share === 1 ? 0 : 1)} %`;
}

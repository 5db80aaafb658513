import type { Tensor } from "@kindling/core";
import type { Model } from "../model/model.ts";
import type { Parameter } from "../parameter.ts";

/** The units of a layer, and how many of them are copies. */
export interface Copies {
  /** Path of the layer, as in the paths of its parameters. */
  readonly layer: string;
  readonly units: number;
  /** Units with the very weights of a unit before them: they compute the same. */
  readonly copies: number;
}

/**
 * For each layer with a kernel, how many units have the incoming weights of another, to the bit.
 *
 * @example
 * const idle = copiesIn(model).filter(({ copies }) => copies > 0);
 */
export function copiesIn({ parameters }: Model<Tensor | Tensor[]>): Copies[] {
  const layers = new Set(parameters.map(({ path }) => layerOf(path)));
  return Array.from(layers, (layer) => {
    const own = parameters.filter(({ path }) => layerOf(path) === layer);
    const units = unitsOf(own);
    const weights = own.filter((each) => isByUnit(each, units)).map(({ value }) => value.data);
    return { layer, units, copies: units - new Set(firstsOf(weights, units)).size };
  }).filter(({ units }) => units > 0);
}

/** The path of the layer that a parameter belongs to. */
export function layerOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

/**
 * Units of the layer with these parameters: extent of the last axis of its kernel, which in a recurrent
 * layer holds several gates of each unit. 0 for a layer without a kernel.
 */
export function unitsOf(own: readonly Parameter[]): number {
  // The slopes of a prelu are of several axes too, but no sums.
  const kernels = own.filter(({ path, shape }) => shape.length > 1 && !/alpha$/.test(path));
  const recurrent = kernels.find(({ path }) => /recurrent/i.test(path));
  return recurrent?.shape[0] ?? kernels[0]?.shape.at(-1) ?? 0;
}

/** Each of so many units has its own elements along the last axis. */
export function isByUnit({ shape }: Parameter, units: number): boolean {
  return (shape.at(-1) ?? 1) % units === 0;
}

/**
 * For each unit the first one with the same weights, itself if there is none.
 *
 * @param isAlike what else must hold of two units
 */
export function firstsOf(
  weights: readonly Float32Array[],
  units: number,
  isAlike: (unit: number, other: number) => boolean = () => true,
): number[] {
  const firsts = new Map<number, number[]>();
  return Array.from(checksumsOf(weights, units), (checksum, unit) => {
    const candidates = firsts.get(checksum) ?? [];
    firsts.set(checksum, candidates);
    const first = candidates.find(
      (other) => weights.every((each) => isSame(each, unit, other, units)) && isAlike(unit, other),
    );
    if (first === undefined) candidates.push(unit);
    return first ?? unit;
  });
}

/** A number that differs for units that differ, but by chance. */
function checksumsOf(weights: readonly Float32Array[], units: number): Float64Array {
  const sums = new Float64Array(units);
  for (const each of weights) {
    for (let i = 0, row = 1; i < each.length; row++) {
      for (let unit = 0; unit < units; unit++, i++) sums[unit]! += row * each[i]!;
    }
  }
  return sums;
}

function isSame(x: Float32Array, unit: number, other: number, units: number): boolean {
  for (let row = 0; row < x.length; row += units) {
    if (x[row + unit] !== x[row + other]) return false;
  }
  return true;
}

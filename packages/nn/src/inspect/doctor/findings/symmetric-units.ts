import type { Finding } from "../finding.ts";
import type { Observation, ParameterFigures } from "../observe.ts";
import { redraw } from "../remedy.ts";

/**
 * Units of a layer with the same weights and the same gradients: an update keeps them the same, so they
 * count as one for ever. The same weights alone do no harm, as in a last layer of zeros.
 */
export function symmetricUnits({ parameters }: Observation): Finding[] {
  const byLayer = new Map<string, ParameterFigures[]>();
  for (const each of parameters) {
    byLayer.set(each.layer, [...(byLayer.get(each.layer) ?? []), each]);
  }
  const faults = Array.from(byLayer, ([path, own]) => {
    const units = unitsOf(own);
    const copies = units < 2 ? 0 : units - new Set(classesOf(own, units)).size;
    return { path, own, units, copies };
  }).filter(({ copies }) => copies > 0);
  const [first] = faults;
  if (first === undefined) return [];
  return [
    {
      code: "symmetricUnits",
      severity: "error",
      paths: faults.map(({ path }) => path),
      figure: `${first.copies} of ${first.units} units are copies of another`,
      why: "Units with the same weights get the same gradient at every step, so they never differ and count as one.",
      remedy: redraw(faults.flatMap(({ own }) => own)),
    },
  ];
}

/** Units of a layer: its last axis; that of a recurrent layer holds several gates of each unit. */
function unitsOf(own: readonly ParameterFigures[]): number {
  const kernels = own.filter(({ parameter }) => parameter.shape.length > 1);
  const recurrent = kernels.find(({ parameter }) => /recurrent/i.test(parameter.path));
  return recurrent?.parameter.shape[0] ?? kernels[0]?.parameter.shape.at(-1) ?? 1;
}

/** Share of the largest gradient by which those of copies may differ: roundings. */
const TOLERANCE = 1e-5;

/** For each unit the first unit that it is a copy of, itself if there is none. */
function classesOf(own: readonly ParameterFigures[], units: number): number[] {
  const columns = own.filter(({ parameter }) => (parameter.shape.at(-1) ?? 1) % units === 0);
  const firsts = new Map<string, number[]>();
  return Array.from({ length: units }, (_, unit) => {
    const weights = columns.map(({ value }) => columnOf(value, unit, units).join()).join(";");
    const candidates = firsts.get(weights) ?? [];
    firsts.set(weights, candidates);
    const first = candidates.find((other) =>
      columns.every(({ gradient }) => isAlike(gradient, unit, other, units)),
    );
    if (first !== undefined) return first;
    candidates.push(unit);
    return unit;
  });
}

function columnOf(x: Float32Array, unit: number, units: number): Float32Array {
  return Float32Array.from({ length: x.length / units }, (_, row) => x[row * units + unit]!);
}

function isAlike(x: Float32Array, unit: number, other: number, units: number): boolean {
  let [difference, largest] = [0, 0];
  for (let row = 0; row < x.length; row += units) {
    const [a, b] = [x[row + unit]!, x[row + other]!];
    difference = Math.max(difference, Math.abs(a - b));
    largest = Math.max(largest, Math.abs(a), Math.abs(b));
  }
  return difference <= TOLERANCE * largest;
}

import { firstsOf, isByUnit, unitsOf } from "../../copies.ts";
import type { Finding } from "../finding.ts";
import type { Observation, ParameterFigures } from "../observation.ts";
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
    const units = unitsOf(own.map(({ parameter }) => parameter));
    const columns = own.filter(({ parameter }) => isByUnit(parameter, units));
    const firsts = firstsOf(
      columns.map(({ value }) => value),
      units,
      (unit, other) => columns.every(({ gradient }) => isAlike(gradient, unit, other, units)),
    );
    const copies = units - new Set(firsts).size;
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

/** Share of the largest gradient by which those of copies may differ: roundings. */
const TOLERANCE = 1e-5;

function isAlike(x: Float32Array, unit: number, other: number, units: number): boolean {
  let difference = 0;
  let largest = 0;
  for (let row = 0; row < x.length; row += units) {
    const a = x[row + unit]!;
    const b = x[row + other]!;
    difference = Math.max(difference, Math.abs(a - b));
    largest = Math.max(largest, Math.abs(a), Math.abs(b));
  }
  return difference <= TOLERANCE * largest;
}

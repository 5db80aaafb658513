import { percent } from "../figures.ts";
import type { Finding } from "../finding.ts";
import { hiddenOf, type LayerFigures, type Observation, sourcesOf } from "../observation.ts";
import { redraw } from "../remedy.ts";

/** In a net of 30 relu layers samples become alike, and half of the units serve none; more are dead. */
const MOST_DEAD = 0.75;
const MOST_SATURATED = 0.3;
/** Samples below which a unit that serves none says little. */
const ENOUGH = 16;

/** Relus that are 0 for every sample: no gradient passes them. */
export function deadUnits(observation: Observation): Finding[] {
  if (observation.batch < ENOUGH) return [];
  const faults = hiddenOf(observation).filter(
    ({ values, activation }) => /^relu6?$/.test(activation) && values.deadUnits > MOST_DEAD,
  );
  return finding(observation, faults, ({ values: { deadUnits } }) => ({
    code: "deadUnits",
    severity: deadUnits === 1 ? "error" : "warning",
    figure: `${percent(deadUnits)} of the units are 0 for all samples`,
    why: "A relu that is 0 for every sample passes no gradient, so its unit does not learn.",
  }));
}

/** Sigmoids and tanhs at their ends, where their slope is 0. */
export function saturatedUnits(observation: Observation): Finding[] {
  const faults = hiddenOf(observation).filter(({ saturated }) => saturated > MOST_SATURATED);
  return finding(observation, faults, ({ saturated }) => ({
    code: "saturatedUnits",
    severity: "warning",
    figure: `${percent(saturated)} of the outputs are at the ends of their range`,
    why: "At its ends the activation is flat: the gradient that passes is nearly 0.",
  }));
}

/** One finding for all the layers, told of the first. */
function finding(
  observation: Observation,
  faults: readonly LayerFigures[],
  tell: (first: LayerFigures) => Omit<Finding, "paths" | "remedy">,
): Finding[] {
  const [first] = faults;
  if (first === undefined) return [];
  const sources = new Set(faults.flatMap((layer) => sourcesOf(observation, layer)));
  return [{ ...tell(first), paths: faults.map(({ path }) => path), remedy: redraw([...sources]) }];
}

import { initializers } from "@kindling/init";
import type { Finding } from "../finding.ts";
import type { Observation, ParameterFigures } from "../observation.ts";
import { redraw } from "../remedy.ts";

/** Initializers that write the same values into tensors of one shape, and mean to. */
const STRUCTURES: ReadonlySet<string> = new Set([
  "identity",
  "dirac",
  "zerO",
  "bilinear",
  "sinusoidal",
]);

/** Two parameters with the same random numbers: one stream was used twice. */
export function duplicatedWeights({ parameters }: Observation): Finding[] {
  const drawn = parameters.filter(isDrawn);
  const faults = drawn.flatMap((each, i) => {
    const twin = drawn.slice(0, i).find(({ value }) => isSame(value, each.value));
    return twin ? [{ each, twin }] : [];
  });
  const [first] = faults;
  if (first === undefined) return [];
  return [
    {
      code: "duplicatedWeights",
      severity: "warning",
      paths: faults.map(({ each }) => each.layer),
      figure: `${first.each.parameter.path} has the numbers of ${first.twin.parameter.path}`,
      why: "Layers that start from the same numbers are correlated, so the laws that scale weights do not hold.",
      remedy: redraw(faults.map(({ each }) => each)),
    },
  ];
}

/** Not one number everywhere, and no structure. */
function isDrawn({ parameter, value }: ParameterFigures): boolean {
  if (value.length < 4 || value.every((each) => each === value[0])) return false;
  try {
    return !STRUCTURES.has(initializers.resolve(parameter.initializer).name);
  } catch {
    return true; // of a saved model, not registered here
  }
}

function isSame(a: Float32Array, b: Float32Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}

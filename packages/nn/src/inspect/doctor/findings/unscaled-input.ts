import { short } from "../figures.ts";
import type { Finding } from "../finding.ts";
import type { InputFigures, Observation } from "../observation.ts";
import { type Change, remedyOf } from "../remedy.ts";

/** Root mean squares that the laws of initializers, made for 1, bear. */
const LEAST = 0.01;
const MOST = 10;

/** How much larger the spread of one feature may be than that of another. */
const MOST_UNEVEN = 100;

/** Features that have names, as in a table; more are pixels or the like, of one scale. */
const FEW = 64;

/** Layers that bring their input to a scale themselves, or read no numbers but names. */
const SCALING = /normalization|rescaling|embedding/i;

/** Inputs far from the scale 1, or features far from each other's. */
export function unscaledInput({ inputs }: Observation): Finding[] {
  return inputs.flatMap((input, i) => {
    const figure = input.readers.every(({ type }) => SCALING.test(type)) ? "" : judge(input);
    if (figure === "") return [];
    return [
      {
        code: "unscaledInput" as const,
        severity: "warning" as const,
        paths: [`input_${i + 1}`],
        figure,
        why: "Weights are drawn for inputs of scale 1; others shift every layer's scale, and large features drown the rest.",
        remedy: remedyOf([change(input, i)]),
      },
    ];
  });
}

function judge({ values, features }: InputFigures): string {
  if (values.rms > MOST || (values.rms < LEAST && values.rms > 0)) {
    return `root mean square ${short(values.rms)}, expected about 1`;
  }
  const uneven = unevenness(features);
  // Of many features, such as pixels, some hardly ever change.
  return features.length <= FEW && uneven > MOST_UNEVEN
    ? `one feature spreads ${short(uneven)} times as far as another`
    : "";
}

/** The widest spread of a feature in units of the narrowest. */
function unevenness(features: InputFigures["features"]): number {
  const spreads = features.map(({ std }) => std).filter((std) => std > 0);
  return Math.max(...spreads) / Math.min(...spreads);
}

/** Each feature by its own law, or where all are of one scale, such as pixels, by that of all. */
function change({ values, features }: InputFigures, index: number): Change {
  const alike = features.length > FEW;
  const laws = alike ? features.map(() => values) : features;
  return {
    kind: "input",
    index,
    mean: laws.map(({ mean }) => mean),
    // A feature that never changes keeps its scale.
    variance: laws.map(({ std }) => (std > 0 ? std ** 2 : 1)),
  };
}

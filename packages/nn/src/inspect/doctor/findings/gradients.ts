import { short } from "../figures.ts";
import type { Finding, FindingCode } from "../finding.ts";
import { hiddenOf, type Observation } from "../observation.ts";
import { refit } from "../remedy.ts";

/** How far the norm of the gradient may move from the last hidden layer to the first. */
const MOST = 100;

/** Gradients that fade on their way back to the first layer. */
export function vanishingGradients(observation: Observation): Finding[] {
  return judge(observation, "vanishingGradients", (ratio) => ratio * MOST < 1, {
    why: "The first layers get hardly any gradient: they stay as they are while the last ones learn.",
  });
}

/** Gradients that grow on their way back to the first layer. */
export function explodingGradients(observation: Observation): Finding[] {
  return judge(observation, "explodingGradients", (ratio) => !(ratio <= MOST), {
    why: "No learning rate serves both ends: what moves the last layers throws the first ones about.",
  });
}

function judge(
  observation: Observation,
  code: FindingCode,
  isFault: (ratio: number) => boolean,
  { why }: { readonly why: string },
): Finding[] {
  const behind = hiddenOf(observation).filter(({ gradients }) => gradients !== undefined);
  const [first, last] = [behind[0], behind.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const [start, end] = [first.gradients!.norm, last.gradients!.norm];
  // A last layer that is all zeros hands no gradient back at the first step; it does at the second.
  if (end === 0 || !isFault(start / end)) return [];
  return [
    {
      code,
      severity: start === 0 || !Number.isFinite(start) ? "error" : "warning",
      paths: [first.path],
      figure: `norm ${short(start / end)} times that at ${last.path}`,
      why,
      remedy: refit(observation),
    },
  ];
}

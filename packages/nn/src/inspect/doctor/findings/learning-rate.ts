import { short } from "../figures.ts";
import type { Finding } from "../finding.ts";
import type { Observation } from "../observation.ts";
import { remedyOf } from "../remedy.ts";

/** ‖Δw‖/‖w‖ of a step: beyond these the weights are thrown about, or stand still. */
const MOST = 0.5;
const LEAST = 1e-6;
/** What the remedy aims at. */
const GOOD = { most: 0.01, least: 1e-3 };
/** Growth of the loss by one step, on the very batch of that step, that speaks of overshooting. */
const OVERSHOT = 1.5;

/** A first step that raises the loss it was to lower, or replaces the weights. */
export function learningRateTooHigh(observation: Observation): Finding[] {
  const { loss, lossAfter, learningRate, optimizer } = observation;
  if (!Number.isFinite(loss)) return [];
  const ratio = updateRatioOf(observation);
  const overshot = !(lossAfter <= OVERSHOT * loss);
  if (!overshot && !(ratio > MOST)) return [];
  const smaller = ratio > GOOD.most ? (learningRate * GOOD.most) / ratio : learningRate / 10;
  return [
    {
      code: "learningRateTooHigh",
      severity: Number.isFinite(lossAfter) ? "warning" : "error",
      paths: ["optimizer"],
      figure: overshot
        ? `one step takes the loss of its batch from ${short(loss, 3)} to ${short(lossAfter, 3)}`
        : `one step changes the weights by ${short(100 * ratio)} %`,
      why: "Steps that overshoot the minimum make the loss jump about or diverge.",
      remedy: remedyOf([{ kind: "learningRate", learningRate: rounded(smaller) }], optimizer.type),
    },
  ];
}

/** A first step that moves hardly anything, although gradients arrive. */
export function learningRateTooLow(observation: Observation): Finding[] {
  const { learningRate, optimizer } = observation;
  const ratio = updateRatioOf(observation);
  if (!(ratio < LEAST && ratio > 0)) return [];
  return [
    {
      code: "learningRateTooLow",
      severity: "warning",
      paths: ["optimizer"],
      figure: `one step changes the weights by ${short(100 * ratio)} %`,
      why: "At this rate the weights take a million steps to change.",
      remedy: remedyOf(
        [{ kind: "learningRate", learningRate: rounded((learningRate * GOOD.least) / ratio) }],
        optimizer.type,
      ),
    },
  ];
}

/** The median over the kernels. */
function updateRatioOf({ parameters }: Observation): number {
  const ratios = parameters
    .filter(({ parameter, rms }) => parameter.shape.length > 1 && rms > 0)
    .map(({ updateRatio }) => updateRatio)
    .sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? Number.NaN;
}

/** To one significant digit. */
function rounded(rate: number): number {
  return Number(rate.toPrecision(1));
}

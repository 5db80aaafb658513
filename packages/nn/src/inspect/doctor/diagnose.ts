import type { Tensor } from "@kindling/core";
import { expectWhole } from "../../check.ts";
import type { Model } from "../../model/model.ts";
import type { DataOfAll } from "../../model/samples.ts";
import type { Finding, FindingCode } from "./finding.ts";
import { explodingActivations, vanishingActivations } from "./findings/activations.ts";
import { duplicatedWeights } from "./findings/duplicated-weights.ts";
import { explodingGradients, vanishingGradients } from "./findings/gradients.ts";
import { initialLoss } from "./findings/initial-loss.ts";
import { initializerMisfit } from "./findings/initializer-misfit.ts";
import { learningRateTooHigh, learningRateTooLow } from "./findings/learning-rate.ts";
import { symmetricUnits } from "./findings/symmetric-units.ts";
import { deadUnits, saturatedUnits } from "./findings/units.ts";
import { unscaledInput } from "./findings/unscaled-input.ts";
import type { Observation } from "./observation.ts";
import { observe } from "./observe.ts";

/** What {@link diagnose} looks at. */
export interface DiagnoseOptions {
  readonly x: DataOfAll;
  readonly y: DataOfAll;
  /** Samples taken of the data at most, evenly from the first to the last. Default 256. */
  readonly samples?: number;
}

/** What the doctor found, and all that it looked at. */
export interface Diagnosis extends Observation {
  /** Causes before what may follow from them. */
  readonly findings: readonly Finding[];
}

/** Causes first. */
const CHECKS: readonly ((observation: Observation) => Finding[])[] = [
  unscaledInput,
  duplicatedWeights,
  symmetricUnits,
  initializerMisfit,
  explodingActivations,
  saturatedUnits,
  deadUnits,
  vanishingActivations,
  explodingGradients,
  vanishingGradients,
  initialLoss,
  learningRateTooHigh,
  learningRateTooLow,
];

/** What a fault makes look like another: the latter is not told while the former is there. */
const FOLLOWS: Partial<Record<FindingCode, readonly FindingCode[]>> = {
  deadUnits: ["symmetricUnits"],
  vanishingActivations: ["symmetricUnits", "deadUnits"],
  vanishingGradients: ["symmetricUnits", "deadUnits"],
  explodingActivations: ["unscaledInput"],
  initialLoss: ["unscaledInput", "explodingActivations"],
  learningRateTooHigh: [
    "unscaledInput",
    "symmetricUnits",
    "explodingActivations",
    "explodingGradients",
    "initialLoss",
  ],
  learningRateTooLow: ["symmetricUnits", "deadUnits", "vanishingActivations", "vanishingGradients"],
};

/**
 * Examines a net before it is trained, on one training step of a copy: how values spread on their way
 * forward and gradients on their way back, whether units are copies of each other, dead or saturated,
 * and what the optimizer would do. The model stays as it is.
 *
 * @throws for a model that is not compiled, and data that do not fit
 * @example
 * const { findings } = diagnose(model, { x, y });
 * for (const { paths, figure, remedy } of findings) console.log(paths[0], figure, remedy.code);
 */
export function diagnose(model: Model<Tensor | Tensor[]>, options: DiagnoseOptions): Diagnosis {
  const samples = expectWhole(options.samples ?? 256, 1, "diagnose: samples");
  const observation = observe(model, { x: options.x, y: options.y, samples });
  const found = CHECKS.flatMap((check) => check(observation));
  const codes = new Set(found.map(({ code }) => code));
  const findings = found.filter(({ code }) => !FOLLOWS[code]?.some((cause) => codes.has(cause)));
  return { ...observation, findings };
}

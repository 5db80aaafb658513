import type { Remedy } from "./remedy.ts";

/** What may be wrong with a net that has not been trained. */
export type FindingCode =
  | "duplicatedWeights"
  | "symmetricUnits"
  | "unscaledInput"
  | "initializerMisfit"
  | "vanishingActivations"
  | "explodingActivations"
  | "vanishingGradients"
  | "explodingGradients"
  | "deadUnits"
  | "saturatedUnits"
  | "initialLoss"
  | "learningRateTooHigh"
  | "learningRateTooLow";

/** Something that will keep a net from learning, or slow it down. */
export interface Finding {
  readonly code: FindingCode;
  /** An error keeps the net, or a part of it, from learning. */
  readonly severity: "error" | "warning";
  /** Paths of the layers it is about, the first one first; `input_1` for an input, or `optimizer`. */
  readonly paths: readonly string[];
  /** What was measured at the first of them, in words: `64 of 64 units are copies of another`. */
  readonly figure: string;
  /** Why it matters, in one sentence. */
  readonly why: string;
  readonly remedy: Remedy;
}

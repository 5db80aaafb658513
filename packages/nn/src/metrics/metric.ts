import type { Run, Tensor } from "@kindling/core";

/** A figure that says how good predictions are, as a mean over samples. */
export interface Metric {
  readonly name: string;
  /** `result[0]` receives the mean over the batch. */
  bind(io: {
    readonly y: Tensor;
    readonly target: Tensor;
    readonly result: Float64Array;
    /** `y` holds logits, not probabilities. */
    readonly logits: boolean;
  }): Run;
}

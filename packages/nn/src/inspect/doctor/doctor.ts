import type { Tensor } from "@kindling/core";
import { expectRange } from "../../check.ts";
import type { Callback } from "../../model/callbacks.ts";
import type { Model } from "../../model/model.ts";
import { type DiagnoseOptions, type Diagnosis, diagnose } from "./diagnose.ts";

/** Options of {@link doctor}. */
export interface DoctorOptions extends DiagnoseOptions {
  /** Gets every diagnosis. Those of a step that has been taken say nothing of the start. */
  readonly onDiagnosis: (diagnosis: Diagnosis) => void;
  /** Share of the training's time that diagnoses may take, in (0, 1). Default 0.05. */
  readonly share?: number;
}

/** What is judged at the start of a training only. */
const OF_THE_START = new Set(["initialLoss", "learningRateTooHigh", "learningRateTooLow"]);

/**
 * A callback that examines the model while it trains, as often as its share of the time allows.
 *
 * @throws for a share outside (0, 1)
 * @example
 * const callbacks = [doctor(model, { x, y, onDiagnosis: ({ findings }) => console.log(findings) })];
 * await model.fit(x, y, { callbacks });
 */
export function doctor(
  model: Model<Tensor | Tensor[]>,
  { onDiagnosis, share = 0.05, ...options }: DoctorOptions,
): Callback {
  expectRange(share, Number.MIN_VALUE, 1, "doctor: share");
  let [start, spent, last] = [0, 0, 0];
  return {
    onTrainBegin: () => {
      [start, spent, last] = [performance.now(), 0, 0];
    },
    onBatchEnd: () => {
      const now = performance.now();
      // As if the next one took as long as the last; the first one waits for a second.
      const due = last === 0 ? now - start > 1000 : (spent + last) / (now - start) < share;
      if (!due) return;
      const diagnosis = diagnose(model, options);
      last = performance.now() - now;
      spent += last;
      const findings = diagnosis.findings.filter(({ code }) => !OF_THE_START.has(code));
      onDiagnosis({ ...diagnosis, findings });
    },
  };
}

import type { Tensor } from "@kindling/core";
import { expectRange, expectWhole } from "../../check.ts";
import type { Callback } from "../../model/callbacks.ts";
import type { Model } from "../../model/model.ts";
import { type DiagnoseOptions, type Diagnosis, diagnose } from "./diagnose.ts";

/** Options of {@link doctor}. */
export interface DoctorOptions extends DiagnoseOptions {
  /** Gets every diagnosis. Those of a step that has been taken say nothing of the start. */
  readonly onDiagnosis: (diagnosis: Diagnosis, at: DiagnosedStep) => void;
  /**
   * Share of the training's own time that diagnoses may take, in (0, 1). Default 0.05. Which steps are
   * examined depends on the machine then.
   */
  readonly share?: number;
  /** Examines every so many batches, whatever it costs: the same ones in every run. */
  readonly everyBatches?: number;
}

/** The step behind which a model was examined. */
export interface DiagnosedStep {
  readonly epoch: number;
  /** Of the epoch. */
  readonly batch: number;
}

/** What is judged at the start of a training only. */
const OF_THE_START = new Set(["initialLoss", "learningRateTooHigh", "learningRateTooLow"]);

/**
 * What a diagnosis costs in units of its own time: memory to collect and caches to fill come later. With it
 * trainings of 5 s take 3.6 % (784-128-10), 3.7 % (64-64-64-10) and 2.8 % (two convolutions) longer, by
 * `node test/doctor-share.mjs`; with 1.35 it is 3.8 %, 5.3 % and 5.7 %.
 */
const IN_ALL = 1.6;

/** Milliseconds that the first diagnosis is expected to take; each later one as long as the last. */
const FIRST = 200;

/**
 * A callback that examines the model while it trains, as often as its share of the time allows. It works
 * on copies: the training goes to the same bits with it and without it.
 *
 * @throws for a share outside (0, 1), and an `everyBatches` that is no whole number from 1 on
 * @example
 * const callbacks = [doctor(model, { x, y, onDiagnosis: ({ findings }) => console.log(findings) })];
 * await model.fit(x, y, { callbacks });
 */
export function doctor(
  model: Model<Tensor | Tensor[]>,
  { onDiagnosis, share = 0.05, everyBatches, ...options }: DoctorOptions,
): Callback {
  expectRange(share, Number.MIN_VALUE, 1, "doctor: share");
  if (everyBatches !== undefined) expectWhole(everyBatches, 1, "doctor: everyBatches");
  let [start, spent, next, batches, epoch] = [0, 0, FIRST, 0, 0];
  const isDue = (now: number): boolean =>
    everyBatches === undefined
      ? spent + next <= share * (now - start - spent)
      : batches % everyBatches === 0;
  return {
    onTrainBegin: () => {
      [start, spent, next, batches] = [performance.now(), 0, FIRST, 0];
    },
    onEpochBegin: (at) => {
      epoch = at;
    },
    onBatchEnd: (batch) => {
      batches++;
      const now = performance.now();
      if (!isDue(now)) return;
      const diagnosis = diagnose(model, options);
      next = IN_ALL * (performance.now() - now);
      spent += next;
      const findings = diagnosis.findings.filter(({ code }) => !OF_THE_START.has(code));
      onDiagnosis({ ...diagnosis, findings }, { epoch, batch });
    },
  };
}

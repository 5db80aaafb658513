import { formatShape, type Shape } from "@kindling/core";
import { isRecord } from "../check.ts";
import type { FileTensor } from "../formats/safetensors.ts";
import type { CallbackState } from "./callbacks.ts";
import { parseEntry } from "./parse-entry.ts";
import { isProgress, type Progress, type SavedProgress } from "./progress.ts";
import type { Trainer } from "./trainer.ts";

/** Key of the state of training in the file's metadata. */
export const TRAINING_KEY = "kindling.training";

/** Where a training stands, as JSON; its tensors have names that begin with a stroke. */
interface SavedTraining {
  readonly step: number;
  readonly epoch: number;
  readonly batches: number;
  readonly learningRate: number;
  /** Batches whose gradients have added up since the last update. */
  readonly held: number;
  /** Of the `fit` under way, or the last one. */
  readonly fit?: SavedProgress | undefined;
  /** By name. */
  readonly callbacks: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A `fit` that can go on. */
export interface Interrupted {
  readonly progress: SavedProgress;
  readonly callbacks: ReadonlyMap<string, CallbackState>;
}

type Tensors = ReadonlyMap<string, FileTensor>;

/** What a file holds of a training, beside the weights. */
export interface TrainingFile {
  readonly text: string;
  readonly tensors: Tensors;
}

/** The `fit` of a progress, as it stands. */
export function interruptedBy(progress: Progress): Interrupted {
  return { progress: progress.toJSON(), callbacks: progress.states() };
}

export function encodeTraining(trainer: Trainer, fit: Interrupted | undefined): TrainingFile {
  const { clock } = trainer;
  const tensors = new Map(trainer.tensors());
  const callbacks: Record<string, CallbackState["values"]> = Object.create(null);
  for (const [name, { values, weights = new Map() }] of fit?.callbacks ?? []) {
    callbacks[name] = values;
    for (const [path, tensor] of weights) tensors.set(`/callback/${name}/${path}`, tensor);
  }
  const training: SavedTraining = {
    step: clock.step,
    epoch: clock.epoch,
    batches: clock.batches.step,
    learningRate: clock.learningRate,
    held: trainer.held,
    fit: fit?.progress,
    callbacks,
  };
  return { text: JSON.stringify(training), tensors };
}

/**
 * Lets a trainer go on where another one stood.
 *
 * @returns the `fit` that was interrupted
 * @throws unless everything is there and fits; nothing has changed then
 */
export function restoreTraining(trainer: Trainer, file: TrainingFile): Interrupted | undefined {
  const training = parse(file.text);
  const { step, epoch, batches, learningRate, held, fit } = training;
  const names = Object.keys(training.callbacks);
  const rest = new Map(file.tensors);
  const states = new Map<string, CallbackState>(
    names.map((name) => {
      const weights = new Map<string, FileTensor>();
      for (const [path, tensor] of file.tensors) {
        const start = `/callback/${name}/`;
        if (!path.startsWith(start)) continue;
        weights.set(path.slice(start.length), tensor);
        rest.delete(path);
      }
      const values = training.callbacks[name]!;
      return [name, weights.size > 0 ? { values, weights } : { values }];
    }),
  );
  const own = trainer.tensors(held);
  expectSame(rest, own);
  for (const [name, { data }] of own) data.set(rest.get(name)!.data);
  Object.assign(trainer.clock, { step, epoch, learningRate });
  trainer.clock.batches.step = batches;
  trainer.held = held;
  return fit && { progress: fit, callbacks: states };
}

function expectSame(given: Tensors, own: Tensors): void {
  for (const [name, { shape }] of own) {
    const got = given.get(name)?.shape;
    if (got === undefined || formatShape(got) !== formatShape(shape)) {
      refuse(`${name} of shape ${formatShape(shape)}`, got ? formatShape(got as Shape) : "nothing");
    }
  }
  for (const [name, { data }] of given) {
    if (!own.has(name)) refuse("only what the optimizer remembers", JSON.stringify(name));
    if (!data.every(Number.isFinite)) refuse(`finite numbers in ${name}`, "others");
  }
}

/** Years of training for all but the least nets. */
const MOST_STEPS = 2 ** 32;

function parse(text: string): SavedTraining {
  const training = parseEntry(TRAINING_KEY, text);
  const isCount = (value: unknown): boolean =>
    Number.isSafeInteger(value) && (value as number) >= 0;
  if (!isRecord(training)) refuse("an object", JSON.stringify(training));
  const { step, epoch, batches, learningRate, held, fit, callbacks } = training;
  const counts = [step, epoch, batches, held].every(isCount);
  // Optimizers multiply their powers up to it, some nanoseconds a step.
  if (counts && (step as number) > MOST_STEPS) refuse(`a step of at most ${MOST_STEPS}`, `${step}`);
  const rate = typeof learningRate === "number" && learningRate >= 0;
  if (!counts || !rate) refuse("step, epoch, batches, held and learningRate", text.slice(0, 80));
  if (fit !== undefined && !isProgress(fit)) refuse("a fit with its progress", "another");
  if (!isRecord(callbacks) || !Object.values(callbacks).every(isRecord)) {
    refuse("callbacks with an object for each", "others");
  }
  return training as unknown as SavedTraining;
}

function refuse(expected: string, got: string): never {
  throw new TypeError(`metadata.${TRAINING_KEY}: expected ${expected}, got ${got}`);
}

import type { Parameter } from "../parameter.ts";
import type { Weights } from "./weights.ts";

/** Figures of a batch or an epoch by name: `loss`, the metrics, and `val_…` for validation data. */
export interface Logs {
  loss: number;
  [figure: string]: number;
}

/** What a batch's callback gets beside its figures. */
export interface BatchLogs extends Logs {
  readonly batch: number;
  readonly size: number;
}

/** What training achieved, epoch by epoch. */
export interface History {
  readonly epoch: number[];
  /** `history.loss[0]` is the mean loss of the first epoch. */
  readonly history: Record<string, number[]>;
}

/** The model, as callbacks see it. */
export interface Trainee {
  readonly parameters: readonly Parameter[];
  /** Of the next step. */
  learningRate: number;
  getWeights(): Map<string, { shape: number[]; data: Float32Array }>;
  setWeights(weights: Weights): void;
  toBytes(options?: { readonly training?: boolean }): Uint8Array;
}

/** The extent of a training, as `onTrainBegin` gets it. */
export interface FitParams {
  readonly epochs: number;
  /** Infinity for data of which only the end shows how many there are; so are batches. */
  readonly samples: number;
  /** NaN where batches come as they are. */
  readonly batchSize: number;
  /** Batches in an epoch, the smaller last one included. */
  readonly batches: number;
}

/** The training itself. */
export interface Training {
  readonly model: Trainee;
  /** What has been achieved so far; grows with every epoch. */
  readonly history: History;
  /** Ends the training with the epoch under way. */
  stop(): void;
}

/** Where a training rests between two steps. */
export interface Rest {
  /** Epochs and batches that are done: of this `fit`, and of the epoch under way. */
  readonly epoch: number;
  readonly batch: number;
  /** Figures of the epoch that has just ended; undefined in the middle of one. */
  readonly logs: Logs | undefined;
}

/** What a callback wants to know again when its training goes on from a checkpoint. */
export interface CallbackState {
  /** Plain JSON of finite numbers. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly weights?: Weights | undefined;
}

/**
 * Hooks into `fit`; each may be async and is awaited.
 *
 * @example
 * const losses: number[] = [];
 * const callback: Callback = { onEpochEnd: (_epoch, { loss }) => void losses.push(loss) };
 * await model.fit(x, y, { epochs: 2, callbacks: [callback] });
 * losses.length // 2
 */
export interface Callback {
  /** Under which its state is saved. */
  readonly name?: string;
  onTrainBegin?(params: FitParams, training: Training): void | Promise<void>;
  onTrainEnd?(): void | Promise<void>;
  onEpochBegin?(epoch: number): void | Promise<void>;
  onEpochEnd?(epoch: number, logs: Logs): void | Promise<void>;
  onBatchBegin?(batch: number): void | Promise<void>;
  onBatchEnd?(batch: number, logs: BatchLogs): void | Promise<void>;
  /**
   * After every batch and every epoch, behind the other hooks of all callbacks: a model that is saved
   * here, with its training, goes on to the same bits.
   */
  onRest?(rest: Rest): void | Promise<void>;
  /** What it would have to know to go on. */
  state?(): CallbackState;
  /** Takes up a state, after `onTrainBegin`. */
  restore?(state: CallbackState): void;
}

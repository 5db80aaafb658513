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

/** The extent of a training, as `onTrainBegin` gets it. */
export interface FitParams {
  readonly epochs: number;
  readonly samples: number;
  readonly batchSize: number;
  /** Batches in an epoch, the smaller last one included. */
  readonly batches: number;
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
  onTrainBegin?(params: FitParams): void | Promise<void>;
  onTrainEnd?(): void | Promise<void>;
  onEpochBegin?(epoch: number): void | Promise<void>;
  onEpochEnd?(epoch: number, logs: Logs): void | Promise<void>;
  onBatchBegin?(batch: number): void | Promise<void>;
  onBatchEnd?(batch: number, logs: BatchLogs): void | Promise<void>;
}

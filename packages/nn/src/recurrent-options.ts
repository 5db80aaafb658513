import type { InitializerSpec } from "@kindling/init";
import { anything, expectBoolean, expectRange, expectWhole } from "./check.ts";
import type { LayerConfig } from "./layer.ts";

/** What every recurrent layer can be told. */
export interface RecurrentConfig extends LayerConfig {
  /** Width of the state, at least 1. */
  readonly units: number;
  /** Returns the state after every step, [batch, time, units], not the last alone. Default false. */
  readonly returnSequences?: boolean;
  /**
   * In a graph the value that `apply` returns has the `states` behind the last step: [h], of an LSTM
   * [h, c]. Default false.
   */
  readonly returnState?: boolean;
  /** Begins at the end; what is returned stands in the order of processing. Default false. */
  readonly goBackwards?: boolean;
  /** Default true. */
  readonly useBias?: boolean;
  /** Share of the inputs that become 0 in training, the same at every step, in [0, 1). Default 0. */
  readonly dropout?: number;
  /** Share of the state that U does not see in training, the same at every step, in [0, 1). Default 0. */
  readonly recurrentDropout?: number;
  /** Fills W, [inputs, gates·units]; its fans are those of one gate. Default: that of the dialect. */
  readonly kernelInitializer?: InitializerSpec;
  /**
   * Fills U, [units, gates·units], as one matrix; `gates({ each: orthogonal(), count: 4 })` fills it
   * gate by gate. Default: that of the dialect.
   */
  readonly recurrentInitializer?: InitializerSpec;
  /** Fills every bias, [gates·units]. Default: that of the dialect. */
  readonly biasInitializer?: InitializerSpec;
}

/** Options of those layers for which a second bias is a choice. */
export interface TwoBiasConfig extends RecurrentConfig {
  /**
   * A second bias, b', beside U: what counts is b + b', but both learn, as PyTorch's do, which makes
   * the step of their sum twice as long. Default false.
   */
  readonly useRecurrentBias?: boolean;
}

/** Checks of all those options but `units`. */
export const RECURRENT_CHECKS = {
  returnSequences: expectBoolean,
  returnState: expectBoolean,
  goBackwards: expectBoolean,
  useBias: expectBoolean,
  useRecurrentBias: expectBoolean,
  kernelInitializer: anything,
  recurrentInitializer: anything,
  biasInitializer: anything,
} as const;

/** Those options, read and checked. */
export interface RecurrentOptions {
  readonly units: number;
  readonly returnSequences: boolean;
  readonly returnState: boolean;
  readonly goBackwards: boolean;
  readonly useBias: boolean;
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly kernelInitializer: InitializerSpec | undefined;
  readonly recurrentInitializer: InitializerSpec | undefined;
  readonly biasInitializer: InitializerSpec | undefined;
}

/** Reads them. @throws for `units` that is no whole number above 0, and shares outside [0, 1) */
export function readRecurrent(type: string, config: RecurrentConfig): RecurrentOptions {
  const { units, returnSequences = false, returnState = false } = config;
  const { goBackwards = false, useBias = true } = config;
  const { kernelInitializer, recurrentInitializer, biasInitializer } = config;
  const { dropout = 0, recurrentDropout = 0 } = config;
  return {
    units: expectWhole(units, 1, `${type}: units`),
    returnSequences,
    returnState,
    goBackwards,
    useBias,
    dropout: expectRange(dropout, 0, 1, `${type}: dropout`),
    recurrentDropout: expectRange(recurrentDropout, 0, 1, `${type}: recurrentDropout`),
    kernelInitializer,
    recurrentInitializer,
    biasInitializer,
  };
}

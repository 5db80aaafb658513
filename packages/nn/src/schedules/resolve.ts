import { cosineDecay } from "./cosine-decay.ts";
import { exponentialDecay } from "./exponential-decay.ts";
import { inverseTimeDecay } from "./inverse-time-decay.ts";
import { oneCycle } from "./one-cycle.ts";
import { piecewiseConstant } from "./piecewise-constant.ts";
import { polynomialDecay } from "./polynomial-decay.ts";
import { stepDecay } from "./step-decay.ts";

/** The schedules that a saved model may name. */
export const SCHEDULES = {
  cosineDecay,
  exponentialDecay,
  inverseTimeDecay,
  oneCycle,
  piecewiseConstant,
  polynomialDecay,
  stepDecay,
};

import { type OptionChecks, withOptions } from "@kindling/init";
import { expectPositive } from "../check.ts";
import type { Schedule } from "../schedules/schedule.ts";
import { isSchedule } from "../schedules/schedule.ts";
import type { Optimizer } from "./optimizer.ts";
import { CHECKS, readUpdateOptions, type UpdateOptions } from "./update-options.ts";

/** Options that every optimizer takes. */
export interface OptimizerConfig extends UpdateOptions {
  /** η: a number above 0, or a schedule. */
  readonly learningRate?: number | Schedule;
}

/** What is particular to an optimizer. Its configuration holds its own options and the rate. */
type Particular = Pick<Optimizer, "slots" | "perParameter" | "bind" | "config">;

/**
 * Makes the function that users call, `adam({ beta1: 0.8 })`. `define` reads the options of its own
 * and the learning rate, with their defaults; all others are read here.
 *
 * @throws the function: for options that do not hold, and unknown ones
 */
export function defineOptimizer<Config extends OptimizerConfig>(
  type: string,
  define: (config: Config) => Particular,
  checks: OptionChecks<Omit<Config, keyof OptimizerConfig>> = {},
): (config?: Config) => Optimizer {
  const read = (config: Config): Optimizer => {
    const particular = define(config);
    const common = readUpdateOptions(config, type);
    return { type, ...particular, config: { ...particular.config, ...common } };
  };
  const all = { ...CHECKS, learningRate: expectRate, ...checks } as OptionChecks<Config>;
  return (config = {} as Config) => withOptions(type, config, read, all);
}

function expectRate(value: unknown, where: string): void {
  if (!isSchedule(value)) expectPositive(value, where);
}

import { type OptionChecks, withOptions } from "@kindling/init";
import { expectMember } from "../check.ts";

/** A learning rate as a function of where training stands, so that it resumes without any state. */
export interface Schedule {
  readonly type: string;
  /** Plain JSON, enough to make the schedule again. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The rate of the step that follows so many steps and so many whole epochs. */
  at(done: { readonly step: number; readonly epoch: number }): number;
}

/** What every schedule's configuration may hold. */
export interface ScheduleConfig {
  /** What is counted: updates, or passes over the data. Default `"step"`. */
  readonly per?: "step" | "epoch";
}

/** True for anything that gives rates and says what it is. */
export function isSchedule(value: unknown): value is Schedule {
  const { type, at } = (value ?? {}) as Partial<Schedule>;
  return typeof type === "string" && typeof at === "function";
}

/**
 * Makes the function that users call. `define` reads the options and returns the rate after `t` of
 * what is counted; nothing in it may differ between engines.
 *
 * @throws the function: for options that do not hold, and unknown ones
 */
export function defineSchedule<Config extends ScheduleConfig>(
  type: string,
  define: (config: Config) => {
    readonly config: Omit<Config, "per">;
    readonly at: (t: number) => number;
  },
  checks: OptionChecks<Omit<Config, "per">> = {},
): (config: Config) => Schedule {
  const read = (options: Config): Schedule => {
    const { per = "step" } = options;
    const { config, at } = define(options);
    return {
      type,
      config: { ...config, ...(per !== "step" && { per }) },
      at: per === "step" ? ({ step }) => at(step) : ({ epoch }) => at(epoch),
    };
  };
  const perCheck = (value: unknown, where: string): void =>
    expectMember(value, ["step", "epoch"], where);
  const all = { ...checks, per: perCheck } as OptionChecks<Config>;
  return (config) => withOptions(type, config, read, all);
}

import { show } from "@kindling/core";
import { withOptions } from "@kindling/init";
import { expectBoolean, expectNonNegative, expectPositive, expectWhole } from "../check.ts";

/** What the model does around an update, the same with every optimizer. In this order: */
export interface UpdateOptions {
  /** Takes the mean gradient of so many batches for one update. Default 1. */
  readonly gradientAccumulationSteps?: number;
  /** Clips every entry of the gradients to ± this. */
  readonly clipValue?: number;
  /** Scales the gradient of a parameter down to this Euclidean norm, each by itself. */
  readonly clipNorm?: number;
  /** Scales all gradients down together to this Euclidean norm. */
  readonly globalClipNorm?: number;
  /** Adds the slope of the penalty l1·Σ|w|, sign(w)·l1, to the gradients. The loss does not show it. */
  readonly l1?: number;
  /** Adds the slope of the penalty l2·Σw², 2·l2·w. PyTorch's `weight_decay` λ, where it is coupled, is l2 = λ/2. */
  readonly l2?: number;
  /** Decoupled decay: w ← w − η·λ·w in front of the update. */
  readonly weightDecay?: number;
  /** For parameters whose path matches: [[/bias$/, { weightDecay: 0 }]]. Where several match, later rules win. */
  readonly rules?: readonly Rule[];
}

/** Paths of parameters: a regular expression without flags, or its source. */
export type Pattern = RegExp | string;

/** A pattern and what holds for the parameters whose path it matches. */
export type Rule = readonly [pattern: Pattern, options: RuleOptions];

/** What may differ between parameters. */
export interface RuleOptions {
  /** Leaves the parameter as it is. */
  readonly freeze?: boolean;
  /** Multiplies the learning rate. */
  readonly learningRateMultiplier?: number;
  readonly weightDecay?: number;
  readonly l1?: number;
  readonly l2?: number;
}

/**
 * The options that are given, checked and as plain JSON: patterns become their source.
 *
 * @throws where, expected, got
 */
export function readUpdateOptions(options: UpdateOptions, where: string): UpdateOptions {
  const given: Record<string, unknown> = {};
  for (const [name, check] of Object.entries(CHECKS)) {
    const value = options[name as keyof UpdateOptions];
    if (value === undefined) continue;
    check(value, `${where}: ${name}`);
    given[name] =
      name === "rules"
        ? (value as readonly Rule[]).map(([pattern, rule]) => [sourceOf(pattern), rule])
        : value;
  }
  return given;
}

/** Checks for `withOptions`. */
export const CHECKS = {
  gradientAccumulationSteps: (value: unknown, where: string) => expectWhole(value, 1, where),
  clipValue: expectPositive,
  clipNorm: expectPositive,
  globalClipNorm: expectPositive,
  l1: expectNonNegative,
  l2: expectNonNegative,
  weightDecay: expectNonNegative,
  rules: expectRules,
} satisfies Record<keyof UpdateOptions, (value: unknown, where: string) => unknown>;

/** Plain JSON for a pattern. */
export function sourceOf(pattern: Pattern): string {
  return pattern instanceof RegExp ? pattern.source : pattern;
}

/** @throws unless it is an array of patterns */
export function expectPatterns(value: unknown, where: string): void {
  if (!Array.isArray(value)) {
    throw new TypeError(`${where}: expected an array of patterns, got ${show(value)}`);
  }
  for (const [at, pattern] of value.entries()) expectPattern(pattern, `${where}[${at}]`);
}

function expectRules(value: unknown, where: string): void {
  if (!Array.isArray(value)) {
    throw new TypeError(`${where}: expected an array of rules, got ${show(value)}`);
  }
  for (const [at, rule] of value.entries()) {
    const place = `${where}[${at}]`;
    if (!Array.isArray(rule) || rule.length !== 2) {
      throw new TypeError(`${place}: expected [pattern, options], got ${show(rule)}`);
    }
    expectPattern(rule[0], place);
    withOptions(
      place,
      rule[1] as RuleOptions,
      ({ freeze, learningRateMultiplier, weightDecay, l1, l2 }) => [
        freeze, learningRateMultiplier, weightDecay, l1, l2,
      ],
      {
        freeze: expectBoolean,
        learningRateMultiplier: expectPositive,
        weightDecay: expectNonNegative,
        l1: expectNonNegative,
        l2: expectNonNegative,
      },
    ); // biome-ignore format: one line
  }
}

/** Flags would be lost where the source alone is saved. */
function expectPattern(pattern: unknown, where: string): void {
  if (pattern instanceof RegExp && pattern.flags === "") return;
  if (typeof pattern !== "string") {
    const got = pattern instanceof RegExp ? `${pattern}` : show(pattern);
    throw new TypeError(`${where}: expected a regular expression without flags, got ${got}`);
  }
  try {
    new RegExp(pattern);
  } catch (cause) {
    throw new TypeError(`${where}: expected a regular expression, got ${show(pattern)}`, { cause });
  }
}

import { show } from "@kindling/core";
import { anything } from "../check.ts";
import { type Initializer, structural } from "../initializer.ts";
import { withOptions } from "../options.ts";
import { type InitializerPart, type ResolvePart, resolveObject, specOf } from "../parts.ts";

/** A pattern for the path of a parameter, and what such parameters start from. */
export type Rule = readonly [pattern: RegExp | string, initializer: InitializerPart];

/** Options of {@link rules}. */
export interface RulesConfig {
  /** The first whose pattern is found in the path decides. */
  readonly rules: readonly Rule[];
}

/**
 * One initializer for a whole net: the path of the parameter, such as `dense_1/kernel`, decides.
 *
 *     W ~ the initializer of the first rule whose pattern is found in the path
 *
 * Patterns are regular expressions without flags, or their source as a string, as JSON holds them.
 * `initializers.resolve` takes names, too: `{ name: "rules", rules: [["bias$", { name: "zeros" }]] }`.
 *
 * @throws for rules that are none; `fill`: without a path, and when no rule matches
 * @example
 * const start = rules([[/bias$/, zeros()], [/kernel$/, heNormal()]]);
 * dense({ units: 10, kernelInitializer: start, biasInitializer: start })
 */
export function rules(list: readonly Rule[]): Initializer;
export function rules(config: RulesConfig, resolve?: ResolvePart): Initializer;
export function rules(
  config: readonly Rule[] | RulesConfig,
  resolve: ResolvePart = resolveObject,
): Initializer {
  const options: RulesConfig = isList(config) ? { rules: config } : config;
  const list = withOptions("rules", options, ({ rules }) => readRules(rules, resolve), {
    rules: anything,
  });
  const plain = list.map(([{ source }, initializer]) => [source, specOf(initializer)]);

  return structural("rules", { rules: plain }, (out, context, where) => {
    const { path } = context;
    if (path === undefined) {
      throw new TypeError(`${where}: path: expected the name of the parameter, got undefined`);
    }
    const match = list.find(([pattern]) => pattern.test(path));
    if (match === undefined) {
      const patterns = list.map(([pattern]) => `${pattern}`).join(", ");
      throw new RangeError(
        `${where}: expected a rule for ${JSON.stringify(path)}, got none among ${patterns}; ` +
          "a last rule with the pattern /^/ takes all others",
      );
    }
    match[1].fill(out, context);
  });
}

function isList(config: readonly Rule[] | RulesConfig): config is readonly Rule[] {
  return Array.isArray(config);
}

function readRules(list: unknown, resolve: ResolvePart): [RegExp, Initializer][] {
  if (!Array.isArray(list) || list.length === 0) {
    throw new TypeError(`rules: expected [[pattern, initializer], …], got ${show(list)}`);
  }
  return list.map((rule: unknown, i) => {
    if (!Array.isArray(rule) || rule.length !== 2) {
      throw new TypeError(`rules: ${i}: expected [pattern, initializer], got ${show(rule)}`);
    }
    return [readPattern(rule[0], `rules: ${i}`), resolve(rule[1])];
  });
}

function readPattern(pattern: unknown, where: string): RegExp {
  if (pattern instanceof RegExp) {
    if (pattern.flags === "") return pattern;
    throw new RangeError(`${where}: expected a pattern without flags, got ${pattern}`);
  }
  if (typeof pattern !== "string") {
    throw new TypeError(`${where}: expected a regular expression, got ${show(pattern)}`);
  }
  try {
    return new RegExp(pattern);
  } catch (cause) {
    const got = JSON.stringify(pattern);
    throw new RangeError(`${where}: expected a regular expression, got ${got}`, { cause });
  }
}

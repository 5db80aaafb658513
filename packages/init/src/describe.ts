import type { Tensor } from "@kindling/core";
import { formatActivation, formatLaw, formatOptions, short } from "./format.ts";
import type { Initializer } from "./initializer.ts";
import type { Law } from "./law.ts";
import { type Fans, type LawContext, whenRead } from "./law-context.ts";
import { mean, support, variance } from "./moments.ts";
import { type Statistics, statisticsOf } from "./realised.ts";
import { initializers } from "./registry.ts";
import type { InitializerSpec } from "./spec.ts";

/** An initializer in words and in numbers. */
export interface Description {
  /** One line: `N(0, 0.0505²), heNormal, fanIn 784`. */
  readonly text: string;
  readonly name: string;
  /** The options it was made with. */
  readonly config: Readonly<object>;
  /** The law in numbers, `N(0, 0.0505²)`. This and what follows is absent without a law. */
  readonly formula?: string;
  readonly law?: Law;
  readonly mean?: number;
  readonly std?: number;
  /** The least and the greatest weight, ±∞ for a normal. */
  readonly bounds?: readonly [least: number, greatest: number];
  /** The fans that the law depends on. */
  readonly fans: Partial<Fans>;
  /** What the elements of the tensor are like, if there is one. */
  readonly realised?: Statistics;
}

/**
 * What an initializer does for given fans: the law and its figures, the name, the options that were
 * given, and the fans that matter; with a tensor also what its elements are like.
 *
 * @param values a tensor that was filled
 * @throws what resolving the spec throws, and for fans that are not whole numbers, 0 or more
 * @example
 * describe("heNormal", { fanIn: 784, fanOut: 128 }).text // "N(0, 0.0505²), heNormal, fanIn 784"
 * const w = tensor([[0.5, -0.5], [0.5, -0.5]]);
 * describe("orthogonal", fans(w.shape), w).text
 * // "orthogonal, realised mean 0, std 0.5, -0.5 to 0.5"
 */
export function describe(spec: InitializerSpec, context: LawContext, values?: Tensor): Description {
  return describeInitializer(initializers.resolve(spec), context, values);
}

/**
 * The same of an initializer, without the registry of all names.
 *
 * @example describeInitializer(zeros(), { fanIn: 1, fanOut: 1 }).text // "0, zeros"
 */
export function describeInitializer(
  initializer: Initializer,
  context: LawContext,
  values?: Tensor,
): Description {
  const { name, config } = initializer;
  const counted = initializer.fans ?? context;
  const fans: { -readonly [Fan in keyof Fans]?: number } = {};
  let activation: LawContext["activation"];
  const watched = {
    get activation() {
      activation = context.activation;
      return activation;
    },
  };
  const law = initializer.law?.(
    whenRead(watched, (fan) => {
      fans[fan] = counted[fan];
      return context[fan];
    }),
  );
  const figures = law && {
    formula: formatLaw(law),
    law,
    mean: mean(law),
    std: Math.sqrt(variance(law)),
    bounds: support(law),
  };
  const realised = values && statisticsOf(values);

  const parts = [
    figures?.formula,
    formatOptions(name, config),
    fans.fanIn !== undefined && `fanIn ${fans.fanIn}`,
    fans.fanOut !== undefined && `fanOut ${fans.fanOut}`,
    activation && formatActivation(activation),
    realised && formatStatistics(realised),
  ];
  return {
    text: parts.filter(Boolean).join(", "),
    name,
    config,
    ...figures,
    fans,
    ...(realised && { realised }),
  };
}

function formatStatistics({ mean, std, least, greatest, zeros, nonFinite }: Statistics): string {
  return [
    `realised mean ${short(mean)}`,
    `std ${short(std)}`,
    `${short(least)} to ${short(greatest)}`,
    zeros > 0 && least < greatest && `${zeros} zeros`,
    nonFinite > 0 && `${nonFinite} not finite`,
  ]
    .filter(Boolean)
    .join(", ");
}

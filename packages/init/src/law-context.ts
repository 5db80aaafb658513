import type { Activation } from "@kindling/core";

/** How many inputs a unit sums, and how many sums an input enters. The layer knows them. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/** What a law may depend on: all that the layer says of a parameter. */
export interface LawContext extends Fans {
  /** What the layer applies to its sums; `auto` keeps its scale. */
  readonly activation?: Activation | undefined;
}

/** A context whose fans are asked for when a law reads them: it may depend on one alone. */
export function whenRead(
  context: Pick<LawContext, "activation">,
  fanOf: (fan: keyof Fans) => number,
): LawContext {
  return {
    get fanIn() {
      return fanOf("fanIn");
    },
    get fanOut() {
      return fanOf("fanOut");
    },
    get activation() {
      return context.activation;
    },
  };
}

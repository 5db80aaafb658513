import { checkShape, formatShape, type Shape, show, sizeOf } from "@kindling/core";
import { expectCount } from "./check.ts";
import type { Fans } from "./law-context.ts";

/** What the axes of a parameter are; see {@link fans}. */
export type ParameterLayout =
  | LayoutKind
  | { readonly kind: "channelsLast" | "channelsFirst"; readonly groups?: number }
  | { readonly kind: "transposed"; readonly strides?: readonly number[]; readonly groups?: number }
  | { readonly kind: "gates"; readonly count: number };

/** Any layout with its options, those that it has. */
interface Options {
  readonly kind: LayoutKind | "gates";
  readonly groups?: number;
  readonly strides?: readonly number[];
  readonly count?: number;
}

type LayoutKind =
  | "channelsLast"
  | "channelsFirst"
  | "depthwise"
  | "transposed"
  | "embedding"
  | "attention"
  | "attentionOutput";

/**
 * The fans of a parameter: how many products a unit sums, and how many sums an input enters. Counted
 * per matrix, as Glorot, He, Keras and PyTorch do.
 *
 *     []                               scalar                 fanIn = fanOut = 1
 *     [n]                              vector                 fanIn = fanOut = n
 *     [in, out]                        dense kernel           in              out
 *     [h, w, …, in, out]               convolution            h·w·…·in        h·w·…·out/groups
 *
 * That is `"channelsLast"`, the default; a grouped kernel holds the inputs of one group, [h, w,
 * in/groups, out]. Others have to be named, since a shape does not tell:
 *
 *     channelsFirst      [out, in/groups, h, w, …]            h·w·…·in/groups    h·w·…·out/groups
 *     depthwise          [h, w, …, in, multiplier]            h·w·…              h·w·…·multiplier
 *     transposed         [h, w, …, out/groups, in]            h·w·…·in/groups/∏ strides   h·w·…·out/groups
 *     embedding          [words, units]                       1                  units
 *     gates              [in, count·units]                    in                 units
 *     attention          [in, heads, size]                    in                 heads·size
 *     attentionOutput    [heads, size, out]                   heads·size         out
 *
 * A transposed convolution with strides reaches an output position with only some of its taps; the
 * fanIn is their mean, at least 1. An embedding hands on one row, and sums nothing.
 *
 * @throws for extents that are not whole numbers, 0 or more, and shapes that the layout does not have
 * @example
 * fans([3, 3, 16, 32]) // { fanIn: 144, fanOut: 288 }
 * fans([3, 3, 16, 1], "depthwise") // { fanIn: 9, fanOut: 9 }
 * fans([4, 4, 8, 16], { kind: "transposed", strides: [2, 2] }) // { fanIn: 64, fanOut: 128 }
 */
export function fans(shape: Shape, layout: ParameterLayout = "channelsLast"): Fans {
  checkShape(shape, "fans: shape");
  const options: Options =
    typeof layout === "object" && layout !== null ? layout : { kind: layout };
  const [last = 1, before = last, ...outer] = shape.toReversed();
  const taps = sizeOf(outer);
  switch (options.kind) {
    case "channelsLast":
      return grouped(taps * before, taps * last, options);
    case "channelsFirst": {
      const [out = 1, into = out, ...field] = shape;
      return grouped(sizeOf(field) * into, sizeOf(field) * out, options);
    }
    case "depthwise":
      expectAxes(shape, 3, "[h, w, …, in, multiplier]");
      return { fanIn: taps, fanOut: taps * last };
    case "transposed": {
      expectAxes(shape, 3, "[h, w, …, out/groups, in]");
      const { strides = [] } = options;
      const { fanOut: all } = grouped(taps, taps * last, options);
      const met = Math.round(all / sizeOf(checkShape(strides, "fans: strides")));
      return { fanIn: Math.max(Math.min(1, all), met), fanOut: taps * before };
    }
    case "embedding":
      expectAxes(shape, 2, "[words, units]");
      return { fanIn: 1, fanOut: last };
    case "gates": {
      const count = expectCount(options.count, "fans: gates: count");
      if (last % count !== 0) {
        throw new RangeError(
          `fans: gates: expected ${count} equal gates, got ${formatShape(shape)}`,
        );
      }
      return { fanIn: shape.length > 1 ? taps * before : last / count, fanOut: last / count };
    }
    case "attention":
      expectAxes(shape, 3, "[in, heads, size]");
      return { fanIn: taps, fanOut: before * last };
    case "attentionOutput":
      expectAxes(shape, 3, "[heads, size, out]");
      return { fanIn: taps * before, fanOut: last };
  }
  throw new RangeError(`fans: layout: expected one of ${KINDS.join(", ")}, got ${show(layout)}`);
}

const KINDS: readonly Options["kind"][] = [
  "channelsLast",
  "channelsFirst",
  "depthwise",
  "transposed",
  "embedding",
  "gates",
  "attention",
  "attentionOutput",
];

function grouped(fanIn: number, outputs: number, { groups = 1 }: Options): Fans {
  expectCount(groups, "fans: groups");
  if (outputs % groups !== 0) {
    throw new RangeError(`fans: groups: expected a divisor of the outputs, got ${groups}`);
  }
  return { fanIn, fanOut: outputs / groups };
}

function expectAxes(shape: Shape, least: number, layout: string): void {
  if (shape.length < least) {
    throw new RangeError(`fans: expected ${layout}, got ${formatShape(shape)}`);
  }
}

import type { Activation } from "@kindling/core";
import type { InitializerSpec } from "@kindling/init";
import { conv2d, dense, flatten, type Layer, reshape, residual, simpleRnn } from "@kindling/nn";

/** What a net of the lab is made of. */
export interface NetOptions {
  /** Layers between the input and the last one, or blocks. */
  readonly depth: number;
  /** Units of a layer; a convolution has a quarter as many filters. */
  readonly width: number;
  readonly activation: Activation;
  readonly kernelInitializer: InitializerSpec;
}

/** Each kind of net: all that stands before the last layer. */
export const NETS = {
  dense: ({ depth, width, activation, kernelInitializer }) =>
    times(depth, () => dense({ units: width, activation, kernelInitializer })),

  /** x + F(x) with two layers in each F, behind a layer that brings x to their width. */
  residual: (options) => [entry(options), ...times(options.depth, () => block(options))],

  /** The same with zeros in the last kernel of each F: every block begins as the identity. */
  residualFromZero: (options) => [
    entry(options),
    ...times(options.depth, () => block(options, "zeros")),
  ],

  /** 3×3, over the digits in half and then in a quarter of their size. */
  convolution: ({ depth, width, activation, kernelInitializer }) => [
    reshape({ targetShape: [28, 28, 1] }),
    ...times(depth, (i) =>
      conv2d({
        filters: Math.ceil(width / 4),
        kernelSize: 3,
        strides: i < 2 ? 2 : 1,
        padding: "same",
        activation,
        kernelInitializer,
      }),
    ),
    flatten(),
  ],

  /** Reads a digit row by row. The initializer draws what leads from one step to the next. */
  recurrent: ({ depth, width, activation, kernelInitializer }) => [
    reshape({ targetShape: [28, 28] }),
    ...times(depth, (i) =>
      simpleRnn({
        units: width,
        activation,
        recurrentInitializer: kernelInitializer,
        returnSequences: i < depth - 1,
      }),
    ),
  ],
} as const satisfies Record<string, (options: NetOptions) => Layer[]>;

export type NetName = keyof typeof NETS;

/** They read images. */
export const OF_DIGITS: ReadonlySet<NetName> = new Set(["convolution", "recurrent"]);

function entry({ width, activation, kernelInitializer }: NetOptions): Layer {
  return dense({ units: width, activation, kernelInitializer });
}

function block(
  { width, activation, kernelInitializer }: NetOptions,
  lastInitializer = kernelInitializer,
): Layer {
  return residual({
    layers: [
      dense({ units: width, activation, kernelInitializer }),
      dense({ units: width, kernelInitializer: lastInitializer }),
    ],
  });
}

function times(count: number, make: (i: number) => Layer): Layer[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

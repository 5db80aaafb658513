import { bindAdd, bindCopy, expectShape, inOrder } from "@kindling/core";
import { bindChain, buildChain } from "../chain.ts";
import { anything } from "../check.ts";
import { defineLayer, type Layer, type LayerConfig } from "../layer.ts";

/** Options of {@link residual}. */
export interface ResidualConfig extends LayerConfig {
  /** The branch F, layers in a row; its output has the shape of its input. */
  readonly layers: readonly Layer[];
}

/**
 * A branch beside a skip.
 *
 *     forward    y  = x + F(x)
 *     backward   dx = dy + F′(x)ᵀ·dy
 *
 *     x, y, dx, dy  [batch, …], all of one shape
 *
 * K. He et al., "Deep Residual Learning for Image Recognition", CVPR 2016.
 *
 * @throws for a branch that changes the shape
 * @example residual({ layers: [dense({ units: 64, activation: "relu" }), dense({ units: 64 })] })
 */
export const residual = defineLayer(
  "residual",
  ({ layers }: ResidualConfig) => {
    return (scope, input) => {
      const branch = buildChain(scope, layers, input);
      expectShape(branch.output, input, `${scope.label}: output of the branch`);
      return {
        output: input,
        mask: "passes",
        bind: (io) => {
          const { x, y, dx, dy, buffer } = io;
          const [f, df, dBranch] = [buffer(input), buffer(input), dx && buffer(input)];
          const inside = bindChain(branch, {
            ...io,
            y: f,
            dy: df,
            dx: dBranch,
            skipActivation: false,
          });
          return {
            forward: inOrder(inside.forward, bindAdd({ out: y, a: x, b: f })),
            backward: inOrder(
              bindCopy({ out: df, x: dy }),
              inside.backward,
              dx && dBranch && bindAdd({ out: dx, a: dy, b: dBranch }),
            ),
          };
        },
      };
    };
  },
  { layers: anything },
);

import {
  bindAdd,
  bindCopy,
  bindMul,
  bindSumRows,
  expectShape,
  inOrder,
  reshape,
} from "@kindling/core";
import type { InitializerSpec } from "@kindling/init";
import { bindChain, buildChain } from "../chain.ts";
import { anything } from "../check.ts";
import { defineLayer, type Layer, type LayerConfig } from "../layer.ts";

/** Options of {@link residual}. */
export interface ResidualConfig extends LayerConfig {
  /** The branch F, layers in a row; its output has the shape of its input. */
  readonly layers: readonly Layer[];
  /** What a factor α of the branch starts from; without it there is none. */
  readonly scaleInitializer?: InitializerSpec;
}

/**
 * A branch beside a skip.
 *
 *     forward    y  = x + α·F(x)
 *     backward   dx = dy + F′(x)ᵀ·α·dy    dα += Σ dy∘F(x)
 *
 *     x, y, dx, dy  [batch, …], all of one shape    α, dα  [1], where there is a scaleInitializer
 *
 * K. He et al., "Deep Residual Learning for Image Recognition", CVPR 2016; with α from 0 it is ReZero.
 *
 * @throws for a branch that changes the shape
 * @example residual({ layers: [dense({ units: 64, activation: "relu" }), dense({ units: 64 })] })
 */
export const residual = defineLayer(
  "residual",
  ({ layers, scaleInitializer }: ResidualConfig) => {
    return (scope, input) => {
      const branch = buildChain(scope, layers, input);
      expectShape(branch.output, input, `${scope.label}: output of the branch`);
      const one = { fanIn: 1, fanOut: 1 };
      const alpha = scaleInitializer && scope.parameter("scale", [1], scaleInitializer, one);
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
          const scaled = alpha ? buffer(input) : f;
          const column = [df.size, 1];
          return {
            forward: inOrder(
              inside.forward,
              alpha && bindMul({ out: scaled, a: f, b: alpha.value }),
              bindAdd({ out: y, a: x, b: scaled }),
            ),
            backward: inOrder(
              alpha && bindMul({ out: df, a: dy, b: f }),
              alpha && bindSumRows({ out: alpha.grad, x: reshape(df, column) }),
              alpha ? bindMul({ out: df, a: dy, b: alpha.value }) : bindCopy({ out: df, x: dy }),
              inside.backward,
              dx && dBranch && bindAdd({ out: dx, a: dy, b: dBranch }),
            ),
          };
        },
      };
    };
  },
  { layers: anything, scaleInitializer: anything },
);

import { bindGather, bindScatterAdd, bindSign, expectShape, inOrder } from "@kindling/core";
import type { InitializerSpec } from "@kindling/init";
import { anything, expectBoolean, expectWhole } from "../check.ts";
import { clear } from "../clear.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";

/** Options of {@link embedding}. */
export interface EmbeddingConfig extends LayerConfig {
  /** Number of rows of the table, at least 1: indices lie from 0 to inputDim − 1. */
  readonly inputDim: number;
  /** Length of the rows, at least 1. */
  readonly outputDim: number;
  /** Index 0 stands for a step that does not count: makes a mask. Default false. */
  readonly maskZero?: boolean;
  /** Default: that of the model's dialect, U(−0.05, 0.05) in Keras. */
  readonly embeddingsInitializer?: InitializerSpec;
}

/**
 * A vector for each index.
 *
 *     forward    y_i = E[x_i]          m = 0 where x_i = 0, else 1, with maskZero
 *     backward   dE[x_i] += dy_i
 *
 *     x  [batch, …], whole numbers from 0 to inputDim − 1    y, dy  [batch, …, outputDim]
 *     E, dE  [inputDim, outputDim]    m  [batch, time], for x [batch, time]
 *
 * The model checks the indices among its data before anything runs. One row is handed on and nothing
 * is summed, so fanIn is 1.
 *
 * @throws for sizes below 1, and with maskZero for inputs of other than one axis
 * @example embedding({ inputDim: 1000, outputDim: 16, maskZero: true })
 */
export const embedding = defineLayer(
  "embedding",
  (config: EmbeddingConfig) => {
    const { maskZero = false, embeddingsInitializer } = config;
    const inputDim = expectWhole(config.inputDim, 1, "embedding: inputDim");
    const outputDim = expectWhole(config.outputDim, 1, "embedding: outputDim");

    return (scope, input) => {
      if (maskZero) {
        expectShape(input, ["time"], `${scope.label}: input`, "only sequences can have a mask");
      }
      const table = scope.parameter("embeddings", [inputDim, outputDim], embeddingsInitializer, {
        fanIn: 1,
        fanOut: outputDim,
      });
      return {
        output: [...input, outputDim],
        indices: inputDim,
        ...(maskZero && { mask: "makes" }),
        bind: ({ x, y, dx, dy, outputMask }) => ({
          forward: inOrder(
            bindGather({ out: y, x: table.value, indices: x }),
            outputMask && bindSign({ out: outputMask, x }),
          ),
          backward: inOrder(
            bindScatterAdd({ out: table.grad, x: dy, indices: x }),
            // Indices are whole numbers: nothing else depends on them smoothly.
            dx && clear(dx),
          ),
        }),
      };
    };
  },
  { maskZero: expectBoolean, embeddingsInitializer: anything },
);

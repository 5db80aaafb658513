import {
  bindAdd,
  bindCopy,
  bindSumRows,
  cosine,
  inOrder,
  power,
  reshape,
  type Tensor,
} from "@kindling/core";
import type { InitializerSpec } from "@kindling/init";
import { anything, expectBoolean } from "../check.ts";
import { defineLayer, type LayerConfig } from "../layer.ts";
import { expectSequence } from "../sequence.ts";

/** Options of {@link positionalEmbedding}. */
export interface PositionalEmbeddingConfig extends LayerConfig {
  /** Starts as sines and cosines of the position, instead of an initializer. Default false. */
  readonly sinusoidal?: boolean;
  /** The table learns. Default: unless it is sinusoidal. */
  readonly trainable?: boolean;
  /** Default: that of the model's dialect for embeddings, U(−0.05, 0.05) in Keras. */
  readonly embeddingsInitializer?: InitializerSpec;
}

/**
 * Adds a vector for each position to what stands there, as attention knows no order.
 *
 *     forward    y_t = x_t + P_t
 *     backward   dP_t += Σ_batch dy_t    dx_t = dy_t
 *
 *     x, y, dx, dy  [batch, time, features]    P, dP  [time, features]
 *
 *     sinusoidal    P_t,2i = sin(t/10000^(2i/features))    P_t,2i+1 = cos(t/10000^(2i/features))
 *
 * A. Vaswani et al., "Attention Is All You Need", NeurIPS 2017, 3.5.
 *
 * @throws for inputs that are no sequences or have no step, and for sinusoidal with an initializer
 * @example positionalEmbedding({ sinusoidal: true })
 */
export const positionalEmbedding = defineLayer(
  "positionalEmbedding",
  (config: PositionalEmbeddingConfig) => {
    const { sinusoidal = false, trainable = !sinusoidal, embeddingsInitializer } = config;
    if (sinusoidal && embeddingsInitializer !== undefined) {
      throw new RangeError(
        "positionalEmbedding: expected sinusoidal or an embeddingsInitializer, got both",
      );
    }
    return (scope, input) => {
      const [steps, features] = expectSequence(input, scope.label);
      const table = scope.parameter(
        "embeddings",
        [steps, features],
        sinusoidal ? sinusoids : embeddingsInitializer,
        { fanIn: steps, fanOut: features },
        { trainable },
      );
      const rows = (x: Tensor): Tensor => reshape(x, [x.shape[0]!, steps * features]);
      return {
        output: input,
        mask: "passes",
        bind: ({ x, y, dx, dy }) => ({
          forward: bindAdd({ out: y, a: x, b: table.value }),
          backward: inOrder(
            trainable && bindSumRows({ out: reshape(table.grad, [table.grad.size]), x: rows(dy) }),
            dx && bindCopy({ out: dx, x: dy }),
          ),
        }),
      };
    };
  },
  { sinusoidal: expectBoolean, embeddingsInitializer: anything },
);

/** Waves of all lengths from 2π to 10000·2π. */
function sinusoids(out: Tensor): void {
  const [steps, features] = out.shape as [number, number];
  for (let j = 0; j < features; j++) {
    const rate = power(10000, -(j - (j % 2)) / features);
    // sin x = cos(x − π/2)
    const phase = j % 2 === 0 ? Math.PI / 2 : 0;
    for (let t = 0; t < steps; t++) out.set(t, j, cosine(t * rate - phase));
  }
}

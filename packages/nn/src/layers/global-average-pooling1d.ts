import { bindMul, inOrder, type Run, reshape, type Tensor } from "@kindling/core";
import { type BuiltLayer, defineLayer, type LayerConfig, type LayerIO } from "../layer.ts";
import { defineGlobalPooling } from "../pooling.ts";

/**
 * The mean of a sequence, for every channel.
 *
 *     forward    y[c] = Σ_t m[t]·x[t, c] / Σ_t m[t]
 *     backward   dx[t, c] = m[t]·dy[c] / Σ_t m[t]
 *
 *     x, dx  [batch, time, channels]    y, dy  [batch, channels]    m  [batch, time], the mask, or 1
 *
 * A sequence that is masked as a whole has the mean 0.
 *
 * @throws for inputs that are no sequences
 * @example globalAveragePooling1d()
 */
export const globalAveragePooling1d = defineLayer("globalAveragePooling1d", (_: LayerConfig) => {
  const build = defineGlobalPooling(1, "average");
  return (scope, input) => {
    const pooling = build(scope, input);
    return {
      ...pooling,
      bind: (io) => (io.mask ? bindMasked(pooling, io, io.mask) : pooling.bind(io)),
    };
  };
});

/** The mean over all steps of those that count, each times time/Σ m. */
function bindMasked(
  pooling: BuiltLayer,
  io: LayerIO,
  mask: Tensor,
): ReturnType<BuiltLayer["bind"]> {
  const { x, dx, buffer } = io;
  const steps = mask.shape[1]!;
  const weights = buffer([steps]);
  const weighted = buffer(x.shape.slice(1));
  const b = reshape(weights, [...weights.shape, 1]);
  const { forward, backward } = pooling.bind({ ...io, x: weighted, xs: [weighted] });
  return {
    forward: inOrder(bindShares(weights, mask), bindMul({ out: weighted, a: x, b }), forward),
    backward: inOrder(backward, dx && bindMul({ out: dx, a: dx, b })),
  };
}

function bindShares({ data: weights }: Tensor, { data: mask, shape }: Tensor): Run {
  const [batch, steps] = shape as [number, number];
  return () => {
    for (let sample = 0; sample < batch; sample++) {
      const [from, to] = [sample * steps, (sample + 1) * steps];
      let seen = 0;
      for (let i = from; i < to; i++) seen += mask[i]!;
      for (let i = from; i < to; i++) weights[i] = seen === 0 ? 0 : (mask[i]! * steps) / seen;
    }
  };
}

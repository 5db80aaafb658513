import { bindGroupNorm, bindGroupNormBackward, type Run, reshape, sizeOf } from "@kindling/core";
import type { LayerIO } from "../layer.ts";
import type { Parameter } from "../parameter.ts";

/** Binds normalization within samples: over all positions together, or each by itself. */
export function bindWithin(
  { x, y, dx, dy, buffer }: LayerIO,
  { gamma, beta }: { readonly gamma: Parameter | undefined; readonly beta: Parameter | undefined },
  options: {
    readonly groups: number;
    readonly perPosition: boolean;
    readonly centered: boolean;
    readonly epsilon: number;
  },
): { readonly forward: Run; readonly backward: Run } {
  const { groups, perPosition, centered, epsilon } = options;
  const [batch, channels] = [x.shape[0]!, x.shape.at(-1)!];
  const positions = sizeOf(x.shape.slice(1, -1));
  const [rows, shape] = perPosition
    ? [batch * positions, [batch * positions, channels]]
    : [batch, [batch, positions, channels]];
  const stats = reshape(buffer([(rows / batch) * groups * 2]), [rows, groups, 2]);
  const common = { x: reshape(x, shape), stats, gamma: gamma?.value, centered };
  return {
    forward: bindGroupNorm({ ...common, out: reshape(y, shape), beta: beta?.value, epsilon }),
    backward: bindGroupNormBackward({
      ...common,
      dy: reshape(dy, shape),
      dx: dx && reshape(dx, shape),
      dgamma: gamma?.grad,
      dbeta: beta?.grad,
    }),
  };
}

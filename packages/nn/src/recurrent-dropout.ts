import {
  bindAdd,
  bindCopy,
  bindDropoutMask,
  bindMatmul,
  bindMul,
  inOrder,
  type Run,
  type Tensor,
  transpose,
} from "@kindling/core";
import type { LayerIO, Scope } from "./layer.ts";
import type { Sequence, Steps } from "./recurrent-cell.ts";

/** A mask that holds for all steps of a sequence. Its memory is taken where nothing is dropped too. */
export interface Drop {
  readonly mask: Tensor | undefined;
  readonly draw: Run | undefined;
}

/** Binds it. */
export function bindDrop(
  scope: Scope,
  { buffer, training }: LayerIO,
  stream: string,
  rate: number,
  width: number,
): Drop {
  const mask = rate > 0 ? buffer([width]) : undefined;
  if (!(mask && training)) return { mask: undefined, draw: undefined };
  const draw = bindDropoutMask({ out: mask, rate, rng: scope.rng.at(stream), clock: scope.clock });
  return { mask, draw };
}

/** out = x, or x ∘ mask, which is the same at every step: [steps, batch, …] and [batch, …]. */
export function bindMasked(out: Tensor, x: Tensor, mask: Tensor | undefined): Run {
  return mask ? bindMul({ out, a: x, b: mask }) : bindCopy({ out, x });
}

/** The products of states with U, as recurrent dropout lets it see them. */
export function bindRecall(of: {
  readonly h: Steps;
  readonly dh: Tensor;
  readonly first: number;
  readonly drop: Drop;
  readonly units: number;
  readonly buffer: Sequence["buffer"];
}): Pick<Sequence, "drop" | "recall" | "recallBackward" | "recallGradient"> {
  const { h, dh, first, units, buffer } = of;
  const drop = of.drop.mask;
  const seen = drop ? buffer(units) : undefined;
  const d = drop ? buffer(units, 1).all : undefined;
  return {
    drop,
    recall: (step, { out, kernel: b, bias, accumulate = false }) => {
      if (accumulate && step < first) return undefined;
      const a = (seen ?? h).at(step);
      return inOrder(
        drop && bindMul({ out: a, a: h.at(step), b: drop }),
        bindMatmul(accumulate ? { out, a, b, accumulate } : { out, a, b, bias }),
      );
    },
    recallBackward: (step, { dz: a, kernel }) => {
      if (step < first) return undefined;
      const b = transpose(kernel);
      if (!(d && drop)) return bindMatmul({ out: dh, a, b, accumulate: true });
      return inOrder(
        bindMatmul({ out: d, a, b }),
        bindMul({ out: d, a: d, b: drop }),
        bindAdd({ out: dh, a: dh, b: d }),
      );
    },
    recallGradient: ({ out, dz: b }) => {
      const a = transpose(seen ? seen.from(first) : h.from(first, 1));
      return bindMatmul({ out, a, b, accumulate: true });
    },
  };
}

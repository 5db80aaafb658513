import type { Run, Tensor } from "@kindling/core";
import type { BuiltLayer } from "./layer.ts";

type Kind = BuiltLayer["mask"];

/** True where a layer fills a mask for its output, which is then to be there. */
export function makesMask(kind: Kind, hasOne: boolean): boolean {
  return kind === "makes" || (kind === "maps" && hasOne);
}

/** The masks, each once, that the mask of an output is made of. */
export function handedOn(
  kind: Kind,
  given: readonly (Tensor | undefined)[],
  made: Tensor | undefined,
): readonly Tensor[] {
  const masks = kind === "joins" ? given : kind === "passes" ? given.slice(0, 1) : [made];
  return [...new Set(masks)].filter((mask) => mask !== undefined);
}

/**
 * The mask that is 0 where one of several is. Once a step, over as many numbers as there are steps: a
 * loop in JavaScript will do, and leaves the kernels of all operations on two tensors out of bundles.
 */
export function bindJoint(out: Tensor, masks: readonly Tensor[]): Run {
  return () => {
    for (let i = 0; i < out.size; i++) {
      let product = 1;
      for (let j = 0; j < masks.length; j++) product *= masks[j]!.data[masks[j]!.offset + i]!;
      out.data[out.offset + i] = product;
    }
  };
}

import { copyInto, type Tensor, zeros } from "@kindling/core";

/** A copy of the elements in row-major order, whatever they are. */
export function elementsOf(x: Tensor): Float32Array {
  const copy = zeros(x.shape);
  copyInto(copy, x);
  return copy.data;
}

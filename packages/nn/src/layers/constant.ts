import type { Tensor } from "@kindling/core";
import type { LayerIO } from "../layer.ts";

/** A vector of given numbers beside the other tensors of a binding. */
export function constantOf(buffer: LayerIO["buffer"], values: readonly number[]): Tensor {
  const vector = buffer([values.length]).pick(0);
  vector.data.set(values, vector.offset);
  return vector;
}

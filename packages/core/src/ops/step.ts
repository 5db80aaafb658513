import { isContiguous, type Tensor } from "../tensor.ts";

/**
 * Whether the kernel of a step can use a view as it is: what stands in a sequence, [batch, time,
 * units], has rows some way apart, and so has the mask.
 */
export function fitsStep(name: string, x: Tensor): boolean {
  if (name === "mask") return true;
  if (name !== "y" && name !== "dy") return isContiguous(x);
  return x.shape[1]! <= 1 || x.stride[1] === 1;
}

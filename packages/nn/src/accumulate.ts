import { bindSumRows, type Run, reshape, type Tensor } from "@kindling/core";

/**
 * Binds out += x. As a sum of one row, for small bundles: kernels that every dense layer has, where
 * `bindAdd` brings those of all operations on two tensors.
 */
export function bindAccumulate(out: Tensor, x: Tensor): Run {
  return bindSumRows({ out: reshape(out, [out.size]), x: reshape(x, [1, x.size]) });
}

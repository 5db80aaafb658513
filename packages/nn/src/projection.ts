import {
  bindMatmul,
  bindSumRows,
  inOrder,
  type Run,
  reshape,
  type Tensor,
  transpose,
} from "@kindling/core";
import type { Parameter } from "./parameter.ts";

/** z = x·W + b, with the last axis of x. */
export interface Projection {
  readonly rows: number;
  readonly columns: number;
  readonly kernel: Parameter;
  readonly bias: Parameter | undefined;
}

/** Binds it. */
export function bindProjection(
  { rows, columns, kernel, bias }: Projection,
  x: Tensor,
  z: Tensor,
): Run {
  return bindMatmul({
    out: matrix(z, columns),
    a: matrix(x, rows),
    b: kernel.value,
    bias: bias?.value,
  });
}

/** dW += xᵀ·dz    db += Σ dz over the rows    dx = dz·Wᵀ, or dx += dz·Wᵀ with `accumulate`. */
export function bindProjectionBackward(
  { rows, columns, kernel, bias }: Projection,
  x: Tensor,
  dz: Tensor,
  { dx, accumulate }: { readonly dx: Tensor | undefined; readonly accumulate: boolean },
): Run {
  const d = matrix(dz, columns);
  return inOrder(
    bindMatmul({ out: kernel.grad, a: transpose(matrix(x, rows)), b: d, accumulate: true }),
    bias && bindSumRows({ out: bias.grad, x: d }),
    dx && bindMatmul({ out: matrix(dx, rows), a: d, b: transpose(kernel.value), accumulate }),
  );
}

/** All axes but the last in one. */
function matrix(x: Tensor, columns: number): Tensor {
  return reshape(x, [x.size / columns, columns]);
}

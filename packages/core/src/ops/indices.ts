import type { Gather } from "../kernels/gather/gather.ts";
import { formatShape, type Shape, sizeOf } from "../shape.ts";
import { isNdArray, type Tensor, type TensorLike, tensor } from "../tensor.ts";
import type { Run } from "./run.ts";

/** Indices as users hand them over. */
export function indicesOf(indices: TensorLike): Tensor {
  return isNdArray(indices) ? (indices as Tensor) : tensor(indices);
}

/** [..., …rest]: the rows of `x` in the shape of the indices. @throws for a scalar */
export function gatheredShape(x: Tensor, indices: Shape, where: string): number[] {
  if (x.shape.length === 0) {
    throw new RangeError(`${where}: expected rows, [rows, …], got a scalar`);
  }
  return [...indices, ...x.shape.slice(1)];
}

/** A Run that throws for the first index that is outside. */
export function indexCheck(
  kernels: Gather,
  at: number,
  indices: Tensor,
  end: number,
  where: string,
): Run {
  const n = indices.size;
  return () => {
    const bad = kernels.firstOutside(n, at, end);
    if (bad < 0) return;
    const index = indices.shape.map((extent, axis) => {
      const stride = sizeOf(indices.shape.slice(axis + 1));
      return Math.floor(bad / stride) % extent;
    });
    const got = indices.get(...index);
    const expected = end > 0 ? `whole numbers from 0 to ${end - 1}` : "none, as there are no rows";
    throw new RangeError(
      `${where}: indices: expected ${expected}, got ${got} at ${formatShape(index)}`,
    );
  };
}

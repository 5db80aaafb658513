import type { Tensor } from "../tensor.ts";
import { broadcastShapes, walkOver } from "./broadcast.ts";
import { tensorOf } from "./elementwise-binary.ts";

/**
 * True when |a − b| ≤ atol + rtol·|b| for every element, with broadcasting. Equal infinities are
 * close; NaN is close to NaN only with `equalNan`. As in NumPy and PyTorch.
 *
 * @throws for shapes that do not broadcast
 * @example allClose(tensor([1, 2]), tensor([1, 2.00001])) // true
 */
export function allClose(
  a: Tensor | number,
  b: Tensor | number,
  options: {
    /** Default 1e-5. */
    readonly rtol?: number;
    /** Default 1e-8. */
    readonly atol?: number;
    /** Default false. */
    readonly equalNan?: boolean;
  } = {},
): boolean {
  const { rtol = 1e-5, atol = 1e-8, equalNan = false } = options;
  const [x, y] = [tensorOf(a, "allClose: a"), tensorOf(b, "allClose: b")];
  const shape = broadcastShapes([x.shape, y.shape], "allClose");
  if (shape.includes(0)) return true;
  const { rows, columns, rowStrides, steps, offsets } = walkOver(shape, [x, y]);
  for (let turn = 0; turn < offsets[0].length; turn++) {
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const left = x.data[x.offset + offsets[0][turn] + i * rowStrides[0] + j * steps[0]];
        const right = y.data[y.offset + offsets[1][turn] + i * rowStrides[1] + j * steps[1]];
        const same = left === right || (equalNan && Number.isNaN(left) && Number.isNaN(right));
        const isClose = Math.abs(left - right) <= atol + rtol * Math.abs(right);
        if (!same && !(isClose && Number.isFinite(right))) return false;
      }
    }
  }
  return true;
}

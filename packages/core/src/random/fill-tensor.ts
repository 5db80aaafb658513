import type { Fill } from "../kernels/fill/fill.ts";
import { fillKernels } from "../kernels/fill/kernels.ts";
import { segmentOf } from "../memory/segments.ts";
import { bindKernel, runOnce } from "../ops/bind.ts";
import { isContiguous, type Tensor } from "../tensor.ts";

/** Elements that are staged at once for a tensor outside the kernels' memory: 256 KiB. */
const PIECE = 2 ** 16;

/** Fills `n` elements from `at` on with the draws from `position` on. */
export type Draw = (kernels: Fill, n: number, at: number, position: number) => void;

/** Fills any view in row-major order; large ones outside the kernels' memory piece by piece. */
export function fillTensor(out: Tensor, position: number, draw: Draw): void {
  const { size } = out;
  const resident = segmentOf(out.data) !== undefined && isContiguous(out);
  if (size === 0) return;
  if (resident || size <= PIECE) {
    runOnce(() =>
      bindKernel(
        fillKernels,
        { where: "fill", reads: {}, writes: { out } },
        (kernels, at) => () => draw(kernels, size, at.out, position),
      ),
    );
    return;
  }
  const [extent] = out.shape;
  if (extent === 1) {
    fillTensor(out.pick(0), position, draw);
    return;
  }
  const middle = extent >> 1;
  const head = out.hi(middle);
  fillTensor(head, position, draw);
  fillTensor(out.lo(middle), position + head.size, draw);
}

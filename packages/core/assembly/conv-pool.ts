// Convolution, relu and 2×2 max-pool in one. Contract: src/kernels/conv-pool.
//
// Some rows of the convolution are computed into room that stays in the first cache, and halved from
// there. 32 images, µs, V8 11:
//
//     28²×1 → 8, 3×3      136, conv and pool apart 150
//     13²×8 → 16, 3×3     178, apart 218
//
// Tiles whose four rows are the window, so that nothing else is stored, are as fast but a loop of their
// own: 136 and 182.

import { boxX, boxY, count, depth, elements, nextBox, pixels, plan, rowsOfY, rowY } from "./conv-plan";
import { halve } from "./halve";
import { indirect, setWork } from "./indirect";

export function convPool(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
  x: usize, w: usize, bias: usize, y: usize, index: usize, room: usize,
): void {
  const work = plan(
    images, height, width, channels, 2 * outHeight, 2 * outWidth, filters, kernelHeight, kernelWidth,
    strideY, strideX, 1, 1, 1, false, room << 2,
  );
  setWork(work);
  const sums = work + (depth + 4 << 2);
  y <<= 2;
  index <<= 2;
  while (nextBox()) {
    indirect(count, filters, depth, (x << 2) + boxX, pixels, elements, w << 2, rowY, sums, rowsOfY, bias << 2, 0);
    const stored = boxY >> 2;
    halve(
      count / (4 * outWidth), outWidth, filters, sums, 2 * outWidth * rowY, y + stored, index + stored, f32x4.splat(0),
    );
  }
}

// Convolution as a product without its matrix of patches. Contract: src/kernels/conv.
//
// All passes are one product through tables (indirect.ts). Forward its rows are pixels and its steps the
// elements of a patch; for the gradient of w the other way round. The gradient of x adds to the pixels
// under one tap after another. Written out three times, with pointers that walk over the image, the passes
// took twice the code and were slower but for the gradient of narrow w.
//
// GFLOP/s over 32 images, V8 11, where registers alone reach 51, and in brackets with walking pointers:
//
//     28²×1 → 8, 3×3      forward 31 (25)    weights 29 (33)    input 4 (3)
//     13²×8 → 16, 3×3     forward 43 (38)    weights 43 (41)    input 33 (29)
//     14²×16 → 32, 5×5    forward 41 (41)    weights 41 (40)    input 39 (35)
//     14²×32 → 32, 3×3, depthwise     18 (14)    18 (17)    5 (3)
//
// Patches as rows of a matrix and a product by gemm.ts: 0.1 to 0.6 of that, least where channels are
// few. The input's gradient adds to scattered rows tap by tap, so few channels waste most of a vector;
// the first layer of a net needs none.

import {
  boxX, boxY, channelsIn, columns, count, depth, elements, lanes, nextBox, parts, pixels, plan, row, rowsOfW, rowsOfY, rowY, taps,
} from "./conv-plan";
import { ACCUMULATE, indirect, RELU, setWork } from "./indirect";

export { convPool } from "./conv-pool";
export { convPoolBackward } from "./conv-pool-backward";

export function conv(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, groups: i32,
  x: usize, w: usize, bias: usize, y: usize, relu: i32, room: usize,
): void {
  setWork(plan(
    images, height, width, channels, outHeight, outWidth, filters, kernelHeight, kernelWidth,
    strideY, strideX, dilationY, dilationX, groups, true, room << 2,
  ));
  const mode = lanes | (relu ? RELU : 0);
  const wide = lanes ? channels : columns;
  while (nextBox()) {
    for (let g = 0; g < parts; g++) {
      const column = g * columns << 2;
      indirect(
        count, wide, depth, (x << 2) + boxX + (g * channelsIn << 2), pixels, elements,
        (w << 2) + column, rowY, (y << 2) + boxY + column, rowsOfY, bias ? (bias << 2) + column : 0, mode,
      );
    }
  }
}

export function convWeights(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, groups: i32,
  x: usize, dy: usize, dw: usize, room: usize,
): void {
  setWork(plan(
    images, height, width, channels, outHeight, outWidth, filters, kernelHeight, kernelWidth,
    strideY, strideX, dilationY, dilationX, groups, true, room << 2,
  ));
  const wide = lanes ? channels : columns;
  while (nextBox()) {
    for (let g = 0; g < parts; g++) {
      const column = g * columns << 2;
      indirect(
        depth, wide, count, (x << 2) + boxX + (g * channelsIn << 2), elements, pixels,
        (dy << 2) + boxY + column, rowY, (dw << 2) + column, rowsOfW, 0, lanes | ACCUMULATE,
      );
    }
  }
}

export function convInput(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, groups: i32,
  dy: usize, w: usize, bias: usize, dx: usize, room: usize,
): void {
  w <<= 2;
  dx <<= 2;
  const steps = plan(
    images, height, width, channels, outHeight, outWidth, filters, kernelHeight, kernelWidth,
    strideY, strideX, dilationY, dilationX, groups, true, room << 2,
  );
  const transposed = row(steps, columns, 4);
  setWork(lanes ? transposed : transposeTaps(w, transposed, groups));
  fill(bias << 2, channels, dx, images * height * width);
  const wide = lanes ? channels : channelsIn, rowB = wide << 2;
  while (nextBox()) {
    let weights = lanes ? w : transposed;
    for (let tap = 0; tap < taps; tap++) {
      const at = dx + boxX + i32.load(elements + (tap * channelsIn << 2));
      for (let g = 0; g < parts; g++) {
        indirect(
          count, wide, columns, (dy << 2) + boxY + (g * columns << 2), rowsOfY, steps,
          weights, rowB, at + (g * channelsIn << 2), pixels, 0, lanes | ACCUMULATE,
        );
        weights += columns * rowB;
      }
    }
  }
}

/** [tap, c, g, o] to [tap, g, o, c]: filters become the depth of the products. Returns the end. */
function transposeTaps(w: usize, to: usize, groups: i32): usize {
  for (let tap = taps; tap > 0; tap--) {
    for (let g = 0; g < groups; g++) {
      for (let o = 0; o < columns; o++) {
        let at = w + (g * columns + o << 2);
        for (let c = channelsIn; c > 0; c--) {
          f32.store(to, f32.load(at));
          at += rowY;
          to += 4;
        }
      }
    }
    w += channelsIn * rowY;
  }
  return to;
}

/** Every pixel becomes the bias, or 0. */
function fill(bias: usize, channels: i32, to: usize, count: i32): void {
  if (!bias) {
    memory.fill(to, 0, count * channels << 2);
    return;
  }
  for (; count > 0; count--) {
    for (let c = 0; c < channels; c++) f32.store(to + (c << 2), f32.load(bias + (c << 2)));
    to += channels << 2;
  }
}

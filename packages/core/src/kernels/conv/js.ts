// biome-ignore-all format: extents first, then operands
import { GemmMode } from "../gemm/gemm.ts";
import { gemmJs } from "../gemm/js.ts";
import type { Conv } from "./conv.ts";

/**
 * Image by image: the patch under every output pixel becomes a row of a matrix in `room`, the rest
 * is a product. A group is a product of its own, on columns of y and w.
 */
export function convJs(heap: Float32Array): Conv {
  const { gemmNN, gemmTN, gemmNT } = gemmJs(heap);
  return {
    conv(
      images, height, width, channels, outHeight, outWidth, filters,
      kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, x, w, bias, y, relu, room,
    ) {
      const pixels = outHeight * outWidth;
      const depth = kernelHeight * kernelWidth * (channels / groups);
      const columns = filters / groups;
      const mode = relu ? GemmMode.relu : GemmMode.store;
      for (let n = 0; n < images; n++) {
        const image = x + n * height * width * channels;
        for (let g = 0; g < groups; g++) {
          patches(
            heap, width, channels, outHeight, outWidth, kernelHeight, kernelWidth,
            strideY, strideX, dilationY, dilationX, channels / groups, image + (g * channels) / groups, room, false,
          );
          const first = g * columns;
          gemmNN(
            pixels, columns, depth, room, depth, w + first, filters,
            y + n * pixels * filters + first, filters, bias && bias + first, mode,
          );
        }
      }
    },
    convWeights(
      images, height, width, channels, outHeight, outWidth, filters,
      kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, x, dy, dw, room,
    ) {
      const pixels = outHeight * outWidth;
      const depth = kernelHeight * kernelWidth * (channels / groups);
      const columns = filters / groups;
      for (let n = 0; n < images; n++) {
        const image = x + n * height * width * channels;
        for (let g = 0; g < groups; g++) {
          patches(
            heap, width, channels, outHeight, outWidth, kernelHeight, kernelWidth,
            strideY, strideX, dilationY, dilationX, channels / groups, image + (g * channels) / groups, room, false,
          );
          const first = g * columns;
          gemmTN(
            depth, columns, pixels, room, depth, dy + n * pixels * filters + first, filters,
            dw + first, filters, 0, GemmMode.accumulate,
          );
        }
      }
    },
    convInput(
      images, height, width, channels, outHeight, outWidth, filters,
      kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, dy, w, bias, dx, room,
    ) {
      const pixels = outHeight * outWidth;
      const depth = kernelHeight * kernelWidth * (channels / groups);
      const columns = filters / groups;
      const size = images * height * width * channels;
      if (bias) {
        for (let i = 0; i < size; i += channels) heap.copyWithin(dx + i, bias, bias + channels);
      } else {
        heap.fill(0, dx, dx + size);
      }
      for (let n = 0; n < images; n++) {
        const image = dx + n * height * width * channels;
        for (let g = 0; g < groups; g++) {
          const first = g * columns;
          gemmNT(
            pixels, depth, columns, dy + n * pixels * filters + first, filters, w + first, filters,
            room, depth, 0, GemmMode.store,
          );
          patches(
            heap, width, channels, outHeight, outWidth, kernelHeight, kernelWidth,
            strideY, strideX, dilationY, dilationX, channels / groups, image + (g * channels) / groups, room, true,
          );
        }
      }
    },
  };
}

/** room[p, q, i, j, c] = image[…]; with `back` the other way, added up. */
function patches(
  heap: Float32Array, width: number, channels: number, outHeight: number, outWidth: number,
  kernelHeight: number, kernelWidth: number, strideY: number, strideX: number, dilationY: number, dilationX: number,
  count: number, image: number, room: number, back: boolean,
): void {
  const stepX = dilationX * channels;
  let to = room;
  for (let p = 0; p < outHeight; p++) {
    for (let q = 0; q < outWidth; q++) {
      for (let i = 0; i < kernelHeight; i++) {
        let from = image + ((p * strideY + i * dilationY) * width + q * strideX) * channels;
        for (let j = 0; j < kernelWidth; j++) {
          if (back) for (let c = 0; c < count; c++) heap[from + c] += heap[to + c];
          else for (let c = 0; c < count; c++) heap[to + c] = heap[from + c];
          from += stepX;
          to += count;
        }
      }
    }
  }
}

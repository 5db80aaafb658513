// biome-ignore-all format: extents first, then operands
import { convJs } from "../conv/js.ts";
import type { ConvPool } from "./conv-pool.ts";

/** Image by image: its convolution into `room`, then the maxima; backward, the patch of each maximum. */
export function convPoolJs(heap: Float32Array): ConvPool {
  const { conv } = convJs(heap);
  return {
    convPool(
      images, height, width, channels, outHeight, outWidth, filters,
      kernelHeight, kernelWidth, strideY, strideX, x, w, bias, y, index, room,
    ) {
      const row = 2 * outWidth * filters;
      const patches = room + 2 * outHeight * row;
      for (let n = 0; n < images; n++) {
        conv(
          1, height, width, channels, 2 * outHeight, 2 * outWidth, filters,
          kernelHeight, kernelWidth, strideY, strideX, 1, 1, 1, x, w, bias, room, 0, patches,
        );
        for (let p = 0; p < outHeight; p++) {
          for (let q = 0; q < outWidth; q++) {
            const first = room + 2 * p * row + 2 * q * filters;
            for (let at = first; at < first + filters; at++) {
              let best = heap[at];
              let tap = 0;
              for (let i = 1; i < 4; i++) {
                const value = heap[at + (i >> 1) * row + (i & 1) * filters];
                if (value > best || Number.isNaN(value)) {
                  best = value;
                  tap = i;
                }
              }
              heap[y++] = Math.max(best, 0);
              heap[index++] = tap;
            }
          }
        }
        x += height * width * channels;
      }
    },
    convPoolBackward(
      images, height, width, channels, outHeight, outWidth, filters,
      kernelHeight, kernelWidth, strideY, strideX, x, w, y, dy, index, dw, db, dx,
    ) {
      const stretch = kernelWidth * channels;
      if (dx) heap.fill(0, dx, dx + images * height * width * channels);
      for (let n = 0; n < images; n++) {
        for (let p = 0; p < outHeight; p++) {
          for (let q = 0; q < outWidth; q++) {
            for (let o = 0; o < filters; o++) {
              const value = heap[y++];
              const g = heap[dy++];
              const tap = heap[index++];
              if (!(value > 0)) continue;
              if (db) heap[db + o] += g;
              const row = (2 * p + (tap >> 1)) * strideY;
              let from = ((n * height + row) * width + (2 * q + (tap & 1)) * strideX) * channels;
              let k = o;
              for (let i = 0; i < kernelHeight; i++) {
                for (let at = from; at < from + stretch; at++) {
                  heap[dw + k] += g * heap[x + at];
                  if (dx) heap[dx + at] += g * heap[w + k];
                  k += filters;
                }
                from += width * channels;
              }
            }
          }
        }
      }
    },
  };
}

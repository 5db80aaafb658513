import type { Pad } from "./pad.ts";

export function padJs(heap: Float32Array): Pad {
  return {
    pad(images, height, length, top, bottom, left, right, x, y) {
      const row = left + length + right;
      heap.fill(0, y, y + images * (top + height + bottom) * row);
      for (let n = 0; n < images; n++) {
        y += top * row + left;
        for (let i = 0; i < height; i++) {
          for (let j = 0; j < length; j++) heap[y + j] = heap[x + j];
          x += length;
          y += row;
        }
        y += bottom * row - left;
      }
    },
    crop(images, height, length, top, bottom, left, right, x, y) {
      const row = left + length + right;
      for (let n = 0; n < images; n++) {
        y += top * row + left;
        for (let i = 0; i < height; i++) {
          for (let j = 0; j < length; j++) heap[x + j] = heap[y + j];
          x += length;
          y += row;
        }
        y += bottom * row - left;
      }
    },
  };
}

import type { Pad } from "./pad.ts";

export function padReference(heap: Float64Array): Pad {
  return {
    pad(images, height, length, top, bottom, left, right, x, y) {
      const [rows, row] = [top + height + bottom, left + length + right];
      for (let n = 0; n < images; n++) {
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < row; j++) {
            const inside = i >= top && i < top + height && j >= left && j < left + length;
            const from = x + (n * height + i - top) * length + j - left;
            heap[y + (n * rows + i) * row + j] = inside ? heap[from] : 0;
          }
        }
      }
    },
    crop(images, height, length, top, bottom, left, right, x, y) {
      const [rows, row] = [top + height + bottom, left + length + right];
      for (let n = 0; n < images; n++) {
        for (let i = 0; i < height; i++) {
          for (let j = 0; j < length; j++) {
            const from = y + (n * rows + top + i) * row + left + j;
            heap[x + (n * height + i) * length + j] = heap[from];
          }
        }
      }
    },
  };
}

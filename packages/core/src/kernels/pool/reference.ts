import type { Pool } from "./pool.ts";

export function poolReference(heap: Float64Array): Pool {
  return {
    maxPool(...all) {
      const [x, y, index] = all.slice(12);
      eachWindow(all, (at, taps) => {
        let best = taps[0];
        for (const tap of taps) {
          const value = heap[x + tap.at];
          if (value > heap[x + best.at] || Number.isNaN(value)) best = tap;
        }
        heap[y + at] = heap[x + best.at];
        heap[index + at] = best.number;
      });
    },
    maxPoolBackward(...all) {
      const [images, height, width, channels] = all;
      const [dy, index, dx] = all.slice(12);
      heap.fill(0, dx, dx + images * height * width * channels);
      eachWindow(all, (at, taps) => {
        for (const tap of taps) {
          if (heap[index + at] === tap.number) heap[dx + tap.at] += heap[dy + at];
        }
      });
    },
    sumPool(...all) {
      const [x, y, average] = all.slice(12);
      eachWindow(all, (at, taps) => {
        const sum = taps.reduce((sum, tap) => sum + heap[x + tap.at], 0);
        heap[y + at] = average ? sum / taps.length : sum;
      });
    },
    sumPoolBackward(...all) {
      const [images, height, width, channels] = all;
      const [dy, dx, average] = all.slice(12);
      heap.fill(0, dx, dx + images * height * width * channels);
      eachWindow(all, (at, taps) => {
        for (const tap of taps) heap[dx + tap.at] += heap[dy + at] / (average ? taps.length : 1);
      });
    },
  };
}

/** A pixel of a window: its number in it, and where the channel at work stands in the images. */
interface Tap {
  readonly number: number;
  readonly at: number;
}

/** Every output with the taps that count. */
function eachWindow(
  extents: readonly number[],
  visit: (at: number, taps: readonly Tap[]) => void,
): void {
  const [images, height, width, channels, outHeight, outWidth] = extents;
  const [windowHeight, windowWidth, strideY, strideX, top, left] = extents.slice(6);
  for (let n = 0; n < images; n++) {
    for (let p = 0; p < outHeight; p++) {
      for (let q = 0; q < outWidth; q++) {
        for (let c = 0; c < channels; c++) {
          const taps: Tap[] = [];
          for (let i = 0; i < windowHeight; i++) {
            for (let j = 0; j < windowWidth; j++) {
              const [row, column] = [p * strideY - top + i, q * strideX - left + j];
              if (row < 0 || row >= height || column < 0 || column >= width) continue;
              const at = ((n * height + row) * width + column) * channels + c;
              taps.push({ number: i * windowWidth + j, at });
            }
          }
          visit(((n * outHeight + p) * outWidth + q) * channels + c, taps);
        }
      }
    }
  }
}

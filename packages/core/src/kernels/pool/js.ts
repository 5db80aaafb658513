// biome-ignore-all format: extents first, then operands
import type { Pool } from "./pool.ts";

/** All loops are those of the images, then the window, cut to the image, then the channels. */
export function poolJs(heap: Float32Array): Pool {
  return {
    maxPool(n, h, w, channels, oh, ow, windowH, windowW, strideY, strideX, top, left, x, y, index) {
      for (let image = 0; image < n; image++) {
        for (let p = 0; p < oh; p++) {
          const row = p * strideY - top;
          const i0 = Math.max(0, -row);
          const i1 = Math.min(windowH, h - row);
          for (let q = 0; q < ow; q++) {
            const column = q * strideX - left;
            const j0 = Math.max(0, -column);
            const j1 = Math.min(windowW, w - column);
            for (let c = 0; c < channels; c++) {
              let best = heap[x + ((row + i0) * w + column + j0) * channels + c];
              let tap = i0 * windowW + j0;
              for (let i = i0; i < i1; i++) {
                let at = x + ((row + i) * w + column + j0) * channels + c;
                for (let j = j0; j < j1; j++) {
                  const value = heap[at];
                  if (value > best || Number.isNaN(value)) {
                    best = value;
                    tap = i * windowW + j;
                  }
                  at += channels;
                }
              }
              heap[y++] = best;
              heap[index++] = tap;
            }
          }
        }
        x += h * w * channels;
      }
    },
    maxPoolBackward(n, h, w, channels, oh, ow, _windowH, windowW, strideY, strideX, top, left, dy, index, dx) {
      heap.fill(0, dx, dx + n * h * w * channels);
      for (let image = 0; image < n; image++) {
        for (let p = 0; p < oh; p++) {
          for (let q = 0; q < ow; q++) {
            const first = (p * strideY - top) * w + q * strideX - left;
            for (let c = 0; c < channels; c++) {
              const tap = heap[index++];
              const i = Math.floor(tap / windowW);
              const at = first + i * w + tap - i * windowW;
              heap[dx + at * channels + c] += heap[dy++];
            }
          }
        }
        dx += h * w * channels;
      }
    },
    sumPool(n, h, w, channels, oh, ow, windowH, windowW, strideY, strideX, top, left, x, y, average) {
      for (let image = 0; image < n; image++) {
        for (let p = 0; p < oh; p++) {
          const row = p * strideY - top;
          const i0 = Math.max(0, -row);
          const i1 = Math.min(windowH, h - row);
          for (let q = 0; q < ow; q++) {
            const column = q * strideX - left;
            const j0 = Math.max(0, -column);
            const j1 = Math.min(windowW, w - column);
            const count = average ? (i1 - i0) * (j1 - j0) : 1;
            for (let c = 0; c < channels; c++) {
              let sum = 0;
              for (let i = i0; i < i1; i++) {
                let at = x + ((row + i) * w + column + j0) * channels + c;
                for (let j = j0; j < j1; j++) {
                  sum += heap[at];
                  at += channels;
                }
              }
              heap[y++] = sum / count;
            }
          }
        }
        x += h * w * channels;
      }
    },
    sumPoolBackward(n, h, w, channels, oh, ow, windowH, windowW, strideY, strideX, top, left, dy, dx, average) {
      heap.fill(0, dx, dx + n * h * w * channels);
      for (let image = 0; image < n; image++) {
        for (let p = 0; p < oh; p++) {
          const row = p * strideY - top;
          const i0 = Math.max(0, -row);
          const i1 = Math.min(windowH, h - row);
          for (let q = 0; q < ow; q++) {
            const column = q * strideX - left;
            const j0 = Math.max(0, -column);
            const j1 = Math.min(windowW, w - column);
            const count = average ? (i1 - i0) * (j1 - j0) : 1;
            for (let c = 0; c < channels; c++) {
              const share = heap[dy++] / count;
              for (let i = i0; i < i1; i++) {
                let at = dx + ((row + i) * w + column + j0) * channels + c;
                for (let j = j0; j < j1; j++) {
                  heap[at] += share;
                  at += channels;
                }
              }
            }
          }
        }
        dx += h * w * channels;
      }
    },
  };
}

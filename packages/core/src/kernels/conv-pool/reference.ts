import type { ConvPool } from "./conv-pool.ts";

export function convPoolReference(heap: Float64Array): ConvPool {
  return {
    convPool(...all) {
      const [x, w, bias, y, index] = all.slice(11);
      eachWindow(all, (at, o, patches, filters) => {
        const values = patches.map((patch) =>
          patch.reduce(
            (sum, from, k) => sum + heap[x + from] * heap[w + k * filters + o],
            bias ? heap[bias + o] : 0,
          ),
        );
        let best = 0;
        for (let tap = 1; tap < 4; tap++) {
          if (values[tap] > values[best] || Number.isNaN(values[tap])) best = tap;
        }
        heap[y + at] = Math.max(values[best], 0);
        heap[index + at] = best;
      });
    },
    convPoolBackward(...all) {
      const [images, height, width, channels] = all;
      const [x, w, y, dy, index, dw, db, dx] = all.slice(11);
      if (dx) heap.fill(0, dx, dx + images * height * width * channels);
      eachWindow(all, (at, o, patches, filters) => {
        if (!(heap[y + at] > 0)) return;
        const g = heap[dy + at];
        if (db) heap[db + o] += g;
        for (const [k, from] of patches[heap[index + at]].entries()) {
          heap[dw + k * filters + o] += g * heap[x + from];
          if (dx) heap[dx + from] += g * heap[w + k * filters + o];
        }
      });
    },
  };
}

/** Every output, its filter, and where in the images the patches of its four pixels stand. */
function eachWindow(
  extents: readonly number[],
  visit: (at: number, o: number, patches: readonly (readonly number[])[], filters: number) => void,
): void {
  const [images, height, width, channels, outHeight, outWidth, filters] = extents;
  const [kernelHeight, kernelWidth, strideY, strideX] = extents.slice(7);
  for (let n = 0; n < images; n++) {
    for (let p = 0; p < outHeight; p++) {
      for (let q = 0; q < outWidth; q++) {
        const patches = [0, 1, 2, 3].map((tap) => {
          const row = (2 * p + (tap >> 1)) * strideY;
          const column = (2 * q + (tap & 1)) * strideX;
          const patch: number[] = [];
          for (let i = 0; i < kernelHeight; i++) {
            for (let j = 0; j < kernelWidth; j++) {
              const pixel = (n * height + row + i) * width + column + j;
              for (let c = 0; c < channels; c++) patch.push(pixel * channels + c);
            }
          }
          return patch;
        });
        for (let o = 0; o < filters; o++) {
          visit(((n * outHeight + p) * outWidth + q) * filters + o, o, patches, filters);
        }
      }
    }
  }
}

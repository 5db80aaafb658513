import type { Conv } from "./conv.ts";

export function convReference(heap: Float64Array): Conv {
  return {
    conv(images, height, width, channels, outHeight, outWidth, filters, ...rest) {
      const [kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, ...at] =
        rest;
      const [x, w, bias, y, relu] = at;
      const pixels = images * outHeight * outWidth;
      for (let i = 0; i < pixels * filters; i++)
        heap[y + i] = bias ? heap[bias + (i % filters)] : 0;
      eachTerm(
        [images, height, width, channels, outHeight, outWidth, filters],
        [kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups],
        (xAt, wAt, yAt) => {
          heap[y + yAt] += heap[x + xAt] * heap[w + wAt];
        },
      );
      if (relu) {
        for (let i = 0; i < pixels * filters; i++) heap[y + i] = Math.max(heap[y + i], 0);
      }
    },
    convWeights(images, height, width, channels, outHeight, outWidth, filters, ...rest) {
      const [kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, ...at] =
        rest;
      const [x, dy, dw] = at;
      eachTerm(
        [images, height, width, channels, outHeight, outWidth, filters],
        [kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups],
        (xAt, wAt, yAt) => {
          heap[dw + wAt] += heap[x + xAt] * heap[dy + yAt];
        },
      );
    },
    convInput(images, height, width, channels, outHeight, outWidth, filters, ...rest) {
      const [kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups, ...at] =
        rest;
      const [dy, w, bias, dx] = at;
      for (let i = 0; i < images * height * width * channels; i++) {
        heap[dx + i] = bias ? heap[bias + (i % channels)] : 0;
      }
      eachTerm(
        [images, height, width, channels, outHeight, outWidth, filters],
        [kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups],
        (xAt, wAt, yAt) => {
          heap[dx + xAt] += heap[dy + yAt] * heap[w + wAt];
        },
      );
    },
  };
}

type Seven = readonly [number, number, number, number, number, number, number];

/** Every product x·w that is a term of an output y: the index of each in its tensor. */
function eachTerm(
  [images, height, width, channels, outHeight, outWidth, filters]: Seven,
  [kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups]: Seven,
  visit: (xAt: number, wAt: number, yAt: number) => void,
): void {
  const [groupChannels, groupFilters] = [channels / groups, filters / groups];
  for (let n = 0; n < images; n++) {
    for (let p = 0; p < outHeight; p++) {
      for (let q = 0; q < outWidth; q++) {
        for (let o = 0; o < filters; o++) {
          const first = Math.floor(o / groupFilters) * groupChannels;
          for (let i = 0; i < kernelHeight; i++) {
            for (let j = 0; j < kernelWidth; j++) {
              const row = n * height + p * strideY + i * dilationY;
              const pixel = row * width + q * strideX + j * dilationX;
              for (let c = 0; c < groupChannels; c++) {
                visit(
                  pixel * channels + first + c,
                  ((i * kernelWidth + j) * groupChannels + c) * filters + o,
                  ((n * outHeight + p) * outWidth + q) * filters + o,
                );
              }
            }
          }
        }
      }
    }
  }
}

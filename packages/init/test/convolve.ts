import { type Tensor, zeros } from "@kindling/core";

/**
 * Convolution by its definition, stride 1, padding "same": ⌊(k − 1)/2⌋ zeros before each axis.
 *
 *     x  [h, w, channels]    w  [kh, kw, channels/groups, filters]    y  [h, w, filters]
 */
export function convolve(x: Tensor, w: Tensor, groups = 1): Tensor {
  const [height, width] = x.shape as [number, number];
  const [kh, kw, inputs, filters] = w.shape as [number, number, number, number];
  const y = zeros([height, width, filters]);
  each([height, width, filters, kh, kw, inputs], (i, j, f, di, dj, c) => {
    const [row, column] = [i + di - ((kh - 1) >> 1), j + dj - ((kw - 1) >> 1)];
    if (row < 0 || row >= height || column < 0 || column >= width) return;
    const channel = Math.floor((f * groups) / filters) * inputs + c;
    y.set(i, j, f, y.get(i, j, f) + x.get(row, column, channel) * w.get(di, dj, c, f));
  });
  return y;
}

/**
 * Transposed convolution along one axis: every input adds its multiple of the kernel.
 *
 *     x  [n]    w  [k]    y  [(n − 1)·stride + k]
 */
export function enlarge(x: readonly number[], w: readonly number[], stride: number): number[] {
  const y = new Array<number>((x.length - 1) * stride + w.length).fill(0);
  for (const [i, value] of x.entries()) {
    for (const [tap, weight] of w.entries()) y[i * stride + tap]! += value * weight;
  }
  return y;
}

type Index = [number, number, number, number, number, number];

function each(extents: Index, visit: (...index: Index) => void): void {
  const total = extents.reduce((product, extent) => product * extent, 1);
  for (let at = 0; at < total; at++) {
    let rest = at;
    const index = extents.map((_, axis) => {
      const extent = extents[extents.length - 1 - axis]!;
      const i = rest % extent;
      rest = (rest - i) / extent;
      return i;
    });
    visit(...(index.reverse() as Index));
  }
}

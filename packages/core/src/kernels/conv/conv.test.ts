import { describe, expect, it } from "vitest";
import { expectAgreement, rounding } from "../kernel.contract.ts";
import { createLab, FAST_SETS, type Lab, sampleValues } from "../lab.ts";
import { type Conv, roomOf } from "./conv.ts";
import { convKernels } from "./kernels.ts";

interface Case {
  readonly images?: number;
  readonly size: readonly [height: number, width: number];
  readonly channels: number;
  readonly filters: number;
  readonly kernel: readonly [height: number, width: number];
  readonly strides?: readonly [y: number, x: number];
  readonly dilation?: readonly [y: number, x: number];
  readonly groups?: number;
}

/** Whole tiles and every kind of edge of pixels, channels and filters; strides beyond the kernel. */
const CASES: readonly Case[] = [
  { size: [1, 1], channels: 1, filters: 1, kernel: [1, 1] },
  { images: 0, size: [3, 3], channels: 1, filters: 1, kernel: [2, 2] },
  { size: [5, 4], channels: 3, filters: 10, kernel: [5, 4], images: 9 },
  { size: [6, 7], channels: 1, filters: 8, kernel: [3, 3], images: 3 },
  { size: [5, 5], channels: 8, filters: 16, kernel: [3, 3], images: 5 },
  { size: [13, 13], channels: 8, filters: 16, kernel: [3, 3], images: 3 },
  { size: [4, 9], channels: 10, filters: 5, kernel: [1, 1], images: 2 },
  { size: [9, 8], channels: 12, filters: 3, kernel: [2, 4], strides: [2, 3], images: 2 },
  { size: [8, 11], channels: 2, filters: 9, kernel: [2, 1], strides: [3, 4] },
  { size: [9, 10], channels: 5, filters: 13, kernel: [3, 2], dilation: [2, 3], images: 2 },
  { size: [10, 9], channels: 16, filters: 8, kernel: [3, 3], dilation: [1, 2], strides: [2, 1] },
  { size: [5, 6], channels: 6, filters: 9, kernel: [2, 3], groups: 3, images: 4 },
  { size: [7, 5], channels: 16, filters: 32, kernel: [3, 3], groups: 2, strides: [2, 2] },
  { size: [6, 6], channels: 4, filters: 4, kernel: [3, 3], groups: 4, dilation: [2, 1] },
  { size: [4, 4], channels: 4, filters: 8, kernel: [2, 2], groups: 4, images: 2 },
  { size: [7, 8], channels: 5, filters: 5, kernel: [3, 2], groups: 5, strides: [2, 1], images: 2 },
  { size: [6, 5], channels: 10, filters: 10, kernel: [3, 3], groups: 10, images: 5 },
  { size: [1, 40], channels: 3, filters: 4, kernel: [1, 5], strides: [1, 2], images: 3 },
  { size: [2, 301], channels: 2, filters: 3, kernel: [1, 3], strides: [1, 2], images: 2 },
  { size: [3, 131], channels: 4, filters: 4, kernel: [1, 1], groups: 4 },
  { size: [9, 4], channels: 2, filters: 14, kernel: [2, 2], images: 70 },
  { size: [17, 16], channels: 1, filters: 1, kernel: [4, 3], images: 2 },
];

function geometryOf(which: Case) {
  const { images = 1, size, channels, filters, kernel, groups = 1 } = which;
  const { strides = [1, 1], dilation = [1, 1] } = which;
  const [outHeight, outWidth] = [0, 1].map((axis) => {
    const reach = (kernel[axis] - 1) * dilation[axis] + 1;
    return Math.floor((size[axis] - reach) / strides[axis]) + 1;
  });
  const depth = (kernel[0] * kernel[1] * channels) / groups;
  return {
    geometry: [
      images, ...size, channels, outHeight, outWidth, filters, ...kernel, ...strides, ...dilation, groups,
    ] as unknown as Geometry, // biome-ignore format: in the order of the arguments
    sizes: {
      x: images * size[0] * size[1] * channels,
      y: images * outHeight * outWidth * filters,
      w: depth * filters,
      room: roomOf(outHeight, outWidth, filters, depth),
    },
    depth,
  };
}

type Geometry =
  Parameters<Conv["conv"]> extends [...infer G, number, number, number, number, number, number]
    ? G
    : never;

describe.each(FAST_SETS)("convolution of %s", (set) => {
  it.each(CASES)("agrees with the reference: %j", (which) => {
    const { geometry, sizes, depth } = geometryOf(which);
    const { channels, filters, kernel, images = 1 } = which;
    // Products of numbers below 1, each rounded, and as many sums, each rounded.
    const bound = (terms: number) => () => rounding(terms + 2, terms + 2);
    for (const [bias, relu] of [[0, 0], [1, 0], [1, 1]] as const) {
      expectAgreement(
        set,
        convKernels,
        (lab) => {
          const [x, w] = [lab.put(sampleValues(sizes.x, 1)), lab.put(sampleValues(sizes.w, 2))];
          const y = lab.room(sizes.y);
          const start = bias && lab.put(sampleValues(filters, 3));
          lab.kernels.conv(...geometry, x, w, start, y, relu, lab.room(sizes.room));
          return lab.get(y, sizes.y);
        },
        bound(depth),
      );
    } // biome-ignore format: bias and relu
    expectAgreement(
      set,
      convKernels,
      (lab) => {
        const [x, dy] = [lab.put(sampleValues(sizes.x, 1)), lab.put(sampleValues(sizes.y, 2))];
        const dw = lab.put(sampleValues(sizes.w, 3));
        lab.kernels.convWeights(...geometry, x, dy, dw, lab.room(sizes.room));
        return lab.get(dw, sizes.w);
      },
      bound(images * geometry[4] * geometry[5]),
    );
    for (const bias of [0, 1]) {
      expectAgreement(
        set,
        convKernels,
        (lab) => {
          const [dy, w] = [lab.put(sampleValues(sizes.y, 1)), lab.put(sampleValues(sizes.w, 2))];
          const dx = lab.room(sizes.x);
          const start = bias && lab.put(sampleValues(channels, 3));
          lab.kernels.convInput(...geometry, dy, w, start, dx, lab.room(sizes.room));
          return lab.get(dx, sizes.x);
        },
        bound(filters * kernel[0] * kernel[1]),
      );
    }
  });

  it("passes NaN and infinities on, to the outputs that see them only", () => {
    const lab = createLab(set, convKernels);
    const run = (values: readonly number[], relu: number) => outputs(lab, values, relu);
    // Outputs 0 to 4 see inputs 0 to 2, 1 to 3, …
    expect(run([Number.NaN, 1, 1, 1, 1, 1, Number.POSITIVE_INFINITY], 1)).toEqual([
      Number.NaN, 3, 3, 3, Number.POSITIVE_INFINITY,
    ]); // biome-ignore format: one line
    expect(run([1, 1, 1, 1, 1, 1, Number.NEGATIVE_INFINITY], 1)).toEqual([3, 3, 3, 3, 0]);
    expect(run([1, 1, 1, 1, 1, 1, Number.NEGATIVE_INFINITY], 0)).toEqual([
      3, 3, 3, 3, Number.NEGATIVE_INFINITY,
    ]); // biome-ignore format: one line
    const tiny = 2 ** -140;
    expect(run([tiny, tiny, tiny, 0, 0, 0, 0], 1)).toEqual([3 * tiny, 2 * tiny, tiny, 0, 0]);
  });
});

/** A row of seven, one channel, a kernel of three ones. */
function outputs(lab: Lab<Conv>, values: readonly number[], relu: number): number[] {
  const [x, w, y] = [lab.put(values), lab.put([1, 1, 1]), lab.room(5)];
  const room = lab.room(15);
  lab.kernels.conv(1, 1, 7, 1, 1, 5, 1, 1, 3, 1, 1, 1, 1, 1, x, w, 0, y, relu, room);
  return lab.get(y, 5);
}

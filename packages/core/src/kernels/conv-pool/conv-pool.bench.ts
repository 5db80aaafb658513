import type { Bench } from "@kindling/scripts/bench";
import { Arena } from "../../memory/arena.ts";
import { Segment } from "../../memory/segment.ts";
import { roomOf as roomOfConv } from "../conv/conv.ts";
import { convKernels } from "../conv/kernels.ts";
import { kernelSet } from "../current.ts";
import { sampleValues } from "../lab.ts";
import { poolKernels } from "../pool/kernels.ts";
import { reluKernels } from "../relu/kernels.ts";
import { sumRowsKernels } from "../sum-rows/kernels.ts";
import { roomOf } from "./conv-pool.ts";
import { convPoolKernels } from "./kernels.ts";

/** The two stages of the cnn of the step bench: images, sides, channels, filters, kernel; with dx or without. */
const CASES = [
  [32, 28, 1, 8, 3, false],
  [32, 13, 8, 16, 3, true],
] as const;

export default (): readonly Bench[] =>
  CASES.flatMap(([images, size, channels, filters, kernel, withInput]) => {
    const conv = size - kernel + 1;
    const out = conv >> 1;
    const depth = kernel * kernel * channels;
    const operands = (set: "js" | "wasm-simd") => {
      const room = Math.max(
        roomOf(channels, out, out, filters, kernel, kernel),
        roomOfConv(conv, conv, filters, depth),
      );
      const sizes = {
        x: images * size * size * channels,
        dx: images * size * size * channels,
        w: depth * filters,
        dw: depth * filters,
        bias: filters,
        z: images * conv * conv * filters,
        y: images * out * out * filters,
        dy: images * out * out * filters,
        index: images * out * out * filters,
        room,
      };
      const total = Object.values(sizes).reduce((a, b) => a + b + 16, 2 ** 8);
      const { segment, ...arena } = placed(set, total);
      const at = Object.fromEntries(
        Object.entries(sizes).map(([name, length], salt) => {
          const start = arena.allocate(length);
          if (name !== "room") segment.heap.set(sampleValues(length, salt + 1), start);
          return [name, start];
        }),
      ) as Record<keyof typeof sizes, number>;
      return { segment, at, sizes };
    };
    const pooling = [
      images,
      size,
      size,
      channels,
      out,
      out,
      filters,
      kernel,
      kernel,
      1,
      1,
    ] as const;
    const plain = [
      images, size, size, channels, conv, conv, filters, kernel, kernel, 1, 1, 1, 1, 1,
    ] as const; // biome-ignore format: as the kernels have it
    const window = [images, conv, conv, filters, out, out, 2, 2, 2, 2, 0, 0] as const;

    const apart = (set: "js" | "wasm-simd", backward: boolean): (() => void) => {
      const { segment, at, sizes } = operands(set);
      const { conv: convolve, convWeights, convInput } = segment.kernels(convKernels);
      const { maxPool, maxPoolBackward } = segment.kernels(poolKernels);
      const { reluBackward } = segment.kernels(reluKernels);
      const { sumRows } = segment.kernels(sumRowsKernels);
      const { x, dx, w, dw, bias, z, y, dy, index, room } = at;
      const forward = (): void => {
        convolve(...plain, x, w, bias, z, 1, room);
        maxPool(...window, z, y, index);
      };
      forward();
      if (!backward) return forward;
      return () => {
        maxPoolBackward(...window, dy, index, z);
        reluBackward(sizes.z, z, z, z);
        convWeights(...plain, x, z, dw, room);
        sumRows(sizes.z / filters, filters, z, bias);
        if (withInput) convInput(...plain, z, w, 0, dx, room);
      };
    };
    const fused = (set: "js" | "wasm-simd", backward: boolean): (() => void) => {
      const { segment, at } = operands(set);
      const { convPool, convPoolBackward } = segment.kernels(convPoolKernels);
      const { x, dx, w, dw, bias, y, dy, index, room } = at;
      const input = withInput ? dx : 0;
      const forward = (): void => convPool(...pooling, x, w, bias, y, index, room);
      forward();
      if (!backward) return forward;
      return () => convPoolBackward(...pooling, x, w, y, dy, index, dw, bias, input, room);
    };
    return [false, true].map((backward): Bench => {
      return {
        title: `convolution, relu, max-pool${backward ? ", backward" : ""}: ${size}²×${channels} → ${filters}`,
        unit: "µs",
        work: 1,
        baseline: "one after another",
        cases: {
          "one after another": apart("wasm-simd", backward),
          js: fused("js", backward),
          "wasm-simd": fused("wasm-simd", backward),
        },
      };
    });
  });

function placed(set: "js" | "wasm-simd", elements: number) {
  const segment = new Segment(kernelSet(set), elements);
  const arena = new Arena(segment);
  return { segment, allocate: (length: number): number => arena.allocate(length) };
}

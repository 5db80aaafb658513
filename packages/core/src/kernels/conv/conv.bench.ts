import type { Bench } from "@kindling/scripts/bench";
import { Arena } from "../../memory/arena.ts";
import { Segment } from "../../memory/segment.ts";
import { kernelSet } from "../current.ts";
import { GemmMode } from "../gemm/gemm.ts";
import { gemmKernels } from "../gemm/kernels.ts";
import { createLab, sampleValues } from "../lab.ts";
import { roomOf } from "./conv.ts";
import { convKernels } from "./kernels.ts";

interface Case {
  readonly images: number;
  readonly size: number;
  readonly channels: number;
  readonly filters: number;
  readonly kernel: number;
  readonly stride: number;
}

/** The layers of the cnn of the step bench, and wider ones. */
const CASES: readonly Case[] = [
  { images: 32, size: 28, channels: 1, filters: 8, kernel: 3, stride: 1 },
  { images: 32, size: 13, channels: 8, filters: 16, kernel: 3, stride: 1 },
  { images: 32, size: 14, channels: 8, filters: 16, kernel: 3, stride: 2 },
  { images: 32, size: 14, channels: 16, filters: 32, kernel: 5, stride: 1 },
  { images: 32, size: 14, channels: 32, filters: 64, kernel: 3, stride: 1 },
  { images: 32, size: 28, channels: 3, filters: 10, kernel: 3, stride: 1 },
  { images: 32, size: 14, channels: 8, filters: 1, kernel: 3, stride: 1 },
];

const PASSES = ["conv", "convWeights", "convInput"] as const;
type Pass = (typeof PASSES)[number];

export default (): readonly Bench[] => [
  ...CASES.flatMap((which) =>
    PASSES.map((pass): Bench => {
      const { size, channels, filters, kernel, stride } = which;
      const { geometry, depth, sizes } = geometryOf(which);
      return {
        title: `${pass} ${size}²×${channels} → ${filters}, ${kernel}×${kernel}, stride ${stride}`,
        unit: "GFLOP/s",
        work: 2 * sizes.y * depth,
        baseline: "patches and product",
        cases: {
          plain: plain(pass, geometry, sizes),
          "patches and product": product(pass, which),
          js: run("js", pass, geometry, sizes),
          "wasm-simd": run("wasm-simd", pass, geometry, sizes),
        },
      };
    }),
  ),
  ...PASSES.map(depthwise),
];

/** One filter for each channel: 14²×32, 3×3. */
function depthwise(pass: Pass): Bench {
  const [images, size, channels, kernel] = [32, 14, 32, 3];
  const out = size - kernel + 1;
  const geometry: Geometry = [
    images, size, size, channels, out, out, channels, kernel, kernel, 1, 1, 1, 1, channels,
  ]; // biome-ignore format: as the kernels have it
  const sizes = {
    x: images * size * size * channels,
    w: kernel * kernel * channels,
    y: images * out * out * channels,
    room: roomOf(out, out, channels, kernel * kernel),
  };
  return {
    title: `${pass} ${size}²×${channels}, depthwise, ${kernel}×${kernel}`,
    unit: "GFLOP/s",
    work: 2 * sizes.y * kernel * kernel,
    baseline: "js",
    cases: {
      js: run("js", pass, geometry, sizes),
      "wasm-simd": run("wasm-simd", pass, geometry, sizes),
    },
  };
}

type Geometry = readonly [
  number, number, number, number, number, number, number,
  number, number, number, number, number, number, number,
]; // biome-ignore format: as the kernels have it

interface Sizes {
  readonly x: number;
  readonly w: number;
  readonly y: number;
  readonly room: number;
}

function geometryOf({ images, size, channels, filters, kernel, stride }: Case) {
  const out = Math.floor((size - kernel) / stride) + 1;
  const depth = kernel * kernel * channels;
  const geometry: Geometry = [
    images, size, size, channels, out, out, filters, kernel, kernel, stride, stride, 1, 1, 1,
  ]; // biome-ignore format: as the kernels have it
  const sizes = {
    x: images * size * size * channels,
    w: depth * filters,
    y: images * out * out * filters,
    room: roomOf(out, out, filters, depth),
  };
  return { geometry, out, depth, sizes };
}

function run(
  set: "js" | "wasm-simd",
  pass: Pass,
  geometry: Geometry,
  { x, w, y, room }: Sizes,
): () => void {
  const lab = createLab(set, convKernels, x + w + y + room + 2 ** 8);
  const at = {
    x: lab.put(sampleValues(x, 1)),
    w: lab.put(sampleValues(w, 2)),
    y: lab.put(sampleValues(y, 3)),
    room: lab.room(room),
  };
  const { conv, convWeights, convInput } = lab.kernels;
  switch (pass) {
    case "conv":
      return () => conv(...geometry, at.x, at.w, 0, at.y, 0, at.room);
    case "convWeights":
      return () => convWeights(...geometry, at.x, at.y, at.w, at.room);
    case "convInput":
      return () => convInput(...geometry, at.y, at.w, 0, at.x, at.room);
  }
}

/** What one writes down first, filters innermost. */
function plain(pass: Pass, geometry: Geometry, sizes: Sizes): () => void {
  const x = Float32Array.from(sampleValues(sizes.x, 1));
  const w = Float32Array.from(sampleValues(sizes.w, 2));
  const y = Float32Array.from(sampleValues(sizes.y, 3));
  const [images, height, width, channels, outHeight, outWidth, filters, size, , stride] = geometry;
  return () => {
    if (pass === "conv") y.fill(0);
    if (pass === "convInput") x.fill(0);
    for (let n = 0; n < images; n++) {
      for (let p = 0; p < outHeight; p++) {
        for (let q = 0; q < outWidth; q++) {
          const out = ((n * outHeight + p) * outWidth + q) * filters;
          for (let i = 0; i < size; i++) {
            for (let j = 0; j < size; j++) {
              const pixel = (n * height + p * stride + i) * width + q * stride + j;
              for (let c = 0; c < channels; c++) {
                const at = pixel * channels + c;
                const tap = ((i * size + j) * channels + c) * filters;
                if (pass === "conv") {
                  for (let o = 0; o < filters; o++) y[out + o] += x[at] * w[tap + o];
                } else if (pass === "convWeights") {
                  for (let o = 0; o < filters; o++) w[tap + o] += x[at] * y[out + o];
                } else {
                  for (let o = 0; o < filters; o++) x[at] += y[out + o] * w[tap + o];
                }
              }
            }
          }
        }
      }
    }
  };
}

/** Image by image: patches as rows of a matrix, and a product of the wasm kernels. */
function product(pass: Pass, which: Case): () => void {
  const { images, size, channels, filters, kernel, stride } = which;
  const { out, depth, sizes } = geometryOf(which);
  const total = sizes.x + sizes.w + sizes.y + sizes.room + 2 ** 8;
  const arena = new Arena(new Segment(kernelSet("wasm-simd"), total));
  const { heap } = arena.segment;
  const { gemmNN, gemmTN, gemmNT } = arena.segment.kernels(gemmKernels);
  const put = (length: number, salt: number): number => {
    const at = arena.allocate(length);
    heap.set(sampleValues(length, salt), at);
    return at;
  };
  const [x, w, y] = [put(sizes.x, 1), put(sizes.w, 2), put(sizes.y, 3)];
  const room = arena.allocate(sizes.room);
  const line = kernel * channels;
  const eachLine = (n: number, visit: (image: number, patch: number) => void): void => {
    let to = room;
    for (let p = 0; p < out; p++) {
      for (let q = 0; q < out; q++) {
        for (let i = 0; i < kernel; i++) {
          visit(x + ((n * size + p * stride + i) * size + q * stride) * channels, to);
          to += line;
        }
      }
    }
  };
  const gather = (from: number, to: number): void => {
    for (let c = 0; c < line; c++) heap[to + c] = heap[from + c];
  };
  const scatter = (to: number, from: number): void => {
    for (let c = 0; c < line; c++) heap[to + c] += heap[from + c];
  };
  const pixels = out * out;
  return () => {
    if (pass === "convInput") heap.fill(0, x, x + sizes.x);
    for (let n = 0; n < images; n++) {
      const yn = y + n * pixels * filters;
      if (pass !== "convInput") eachLine(n, gather);
      if (pass === "conv") {
        gemmNN(pixels, filters, depth, room, depth, w, filters, yn, filters, 0, GemmMode.store);
      } else if (pass === "convWeights") {
        gemmTN(
          depth, filters, pixels, room, depth, yn, filters, w, filters, 0, GemmMode.accumulate,
        ); // biome-ignore format: one operand after another
      } else {
        gemmNT(pixels, depth, filters, yn, filters, w, filters, room, depth, 0, GemmMode.store);
        eachLine(n, scatter);
      }
    }
  };
}

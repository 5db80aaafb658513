import type { Bench } from "@kindling/scripts/bench";
import { createLab, type Lab, sampleValues } from "../lab.ts";
import { poolKernels } from "./kernels.ts";
import type { Pool } from "./pool.ts";

/** Images, extent of their sides, channels; windows of 2×2 side by side, as most nets have. */
const CASES = [
  [32, 26, 8],
  [32, 11, 16],
] as const;

export default (): readonly Bench[] =>
  CASES.flatMap(([images, size, channels]) => {
    const out = size >> 1;
    const bench = (name: string, plain: () => () => void, kernel: Kernel): Bench => ({
      title: `${name}, 2×2, ${images} images ${size}²×${channels}`,
      unit: "ns/element",
      work: images * out * out * channels,
      baseline: "plain",
      cases: { plain: plain(), js: run("js", kernel), "wasm-simd": run("wasm-simd", kernel) },
    });
    const geometry: Geometry = [images, size, size, channels, out, out, 2, 2, 2, 2, 0, 0];
    const run = (set: "js" | "wasm-simd", kernel: Kernel): (() => void) => {
      const [whole, pooled] = [images * size * size * channels, images * out * out * channels];
      const lab = createLab(set, poolKernels, whole + 2 * pooled + 2 ** 8);
      const [x, y] = [lab.put(sampleValues(whole)), lab.put(sampleValues(pooled, 2))];
      const index = lab.room(pooled, 1);
      return kernel(lab, geometry, x, y, index);
    };
    return [
      bench(
        "max-pool",
        () => plainMax(images, size, channels),
        ({ kernels }, g, x, y, index) => {
          return () => kernels.maxPool(...g, x, y, index);
        },
      ),
      bench(
        "max-pool backward",
        () => plainMaxBackward(images, size, channels),
        ({ kernels }, g, x, y, index) => {
          return () => kernels.maxPoolBackward(...g, y, index, x);
        },
      ),
      bench(
        "average-pool",
        () => plainAverage(images, size, channels),
        ({ kernels }, g, x, y) => {
          return () => kernels.sumPool(...g, x, y, 1);
        },
      ),
    ];
  });

type Geometry = readonly [
  number, number, number, number, number, number, number, number, number, number, number, number,
]; // biome-ignore format: as the kernels have it

type Kernel = (
  lab: Lab<Pool>,
  geometry: Geometry,
  x: number,
  y: number,
  index: number,
) => () => void;

/** Calls `visit` with the first element of every window, its channel and the place of its output. */
function eachWindow(
  images: number,
  size: number,
  channels: number,
  visit: (first: number, out: number) => void,
): void {
  const out = size >> 1;
  let at = 0;
  for (let n = 0; n < images; n++) {
    for (let p = 0; p < out; p++) {
      for (let q = 0; q < out; q++) {
        const pixel = (n * size + 2 * p) * size + 2 * q;
        for (let c = 0; c < channels; c++) visit(pixel * channels + c, at++);
      }
    }
  }
}

function plainMax(images: number, size: number, channels: number): () => void {
  const x = Float32Array.from(sampleValues(images * size * size * channels));
  const y = new Float32Array(x.length >> 2);
  const index = new Float32Array(x.length >> 2);
  const taps = [0, channels, size * channels, (size + 1) * channels];
  return () =>
    eachWindow(images, size, channels, (first, out) => {
      let best = 0;
      for (let tap = 1; tap < 4; tap++)
        if (x[first + taps[tap]] > x[first + taps[best]]) best = tap;
      y[out] = x[first + taps[best]];
      index[out] = best;
    });
}

function plainMaxBackward(images: number, size: number, channels: number): () => void {
  const dx = new Float32Array(images * size * size * channels);
  const dy = Float32Array.from(sampleValues(dx.length >> 2));
  const taps = [0, channels, size * channels, (size + 1) * channels];
  return () => {
    dx.fill(0);
    eachWindow(images, size, channels, (first, out) => {
      dx[first + taps[1]] += dy[out];
    });
  };
}

function plainAverage(images: number, size: number, channels: number): () => void {
  const x = Float32Array.from(sampleValues(images * size * size * channels));
  const y = new Float32Array(x.length >> 2);
  const down = size * channels;
  return () =>
    eachWindow(images, size, channels, (first, out) => {
      y[out] = (x[first] + x[first + channels] + x[first + down] + x[first + down + channels]) / 4;
    });
}

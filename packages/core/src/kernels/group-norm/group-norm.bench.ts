import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { groupNormKernels } from "./kernels.ts";

const EPSILON = 1e-3;
const SHAPES = [
  ["layer normalization", [512, 1, 1, 64]],
  ["group normalization", [8, 64, 4, 16]],
] as const;
type Shape = (typeof SHAPES)[number][1];

export default (): readonly Bench[] =>
  SHAPES.flatMap(([title, shape]) => [
    {
      title: `${title} forward, [${shape}]`,
      unit: "ns/element",
      work: sizeOf(shape),
      baseline: "js",
      cases: { js: forward("js", shape), "wasm-simd": forward("wasm-simd", shape) },
    },
    {
      title: `${title} backward, [${shape}]`,
      unit: "ns/element",
      work: sizeOf(shape),
      baseline: "js",
      cases: { js: backward("js", shape), "wasm-simd": backward("wasm-simd", shape) },
    },
  ]);

function sizeOf([samples, positions, groups, width]: Shape): number {
  return samples * positions * groups * width;
}

function forward(set: "js" | "wasm-simd", shape: Shape): () => void {
  const { kernels, put, room } = createLab(set, groupNormKernels);
  const [samples, positions, groups, width] = shape;
  const [x, y] = [put(sampleValues(sizeOf(shape))), room(sizeOf(shape))];
  const [gamma, beta] = [put(sampleValues(groups * width)), put(sampleValues(groups * width))];
  const stats = room(2 * samples * groups);
  return () =>
    kernels.groupNorm(
      samples, positions, groups, width, x, y, gamma, beta, stats, EPSILON, 1,
    ); // biome-ignore format: one line
}

function backward(set: "js" | "wasm-simd", shape: Shape): () => void {
  const { kernels, put, room } = createLab(set, groupNormKernels);
  const [samples, positions, groups, width] = shape;
  const n = sizeOf(shape);
  const [x, y, dy, dx] = [put(sampleValues(n)), room(n), put(sampleValues(n, 2)), room(n)];
  const gamma = put(sampleValues(groups * width));
  const [dgamma, dbeta] = [room(groups * width, 0), room(groups * width, 0)];
  const stats = room(2 * samples * groups);
  kernels.groupNorm(samples, positions, groups, width, x, y, gamma, 0, stats, EPSILON, 1);
  return () =>
    kernels.groupNormBackward(
      samples, positions, groups, width, x, dy, dx, gamma, dgamma, dbeta, stats, 1,
    ); // biome-ignore format: one line
}

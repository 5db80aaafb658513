import type { Bench } from "@kindling/scripts/bench";
import { peak } from "../kernels/gemm/peak.bench.ts";
import { sampleValues } from "../kernels/lab.ts";
import { createArena } from "../memory/arena.ts";
import type { Shape } from "../shape.ts";
import { type Tensor, zeros } from "../tensor.ts";
import { matmul } from "./matmul.ts";

/** Shapes of the two operands. */
const PRODUCTS: readonly (readonly [a: Shape, b: Shape, out: Shape])[] = [
  ...[16, 64, 128, 256, 512, 1024].map((n) => [[n, n], [n, n], [n, n]] as const),
  [[512, 512], [512], [512]],
  [[512], [512, 512], [512]],
  [[64, 16, 16], [64, 16, 16], [64, 16, 16]],
]; // biome-ignore format: one product a line

/** The public `matmul(a, b, { out })` on tensors of one arena, and on arrays of the user's own. */
export default (): readonly Bench[] =>
  PRODUCTS.map(([a, b, out]) => ({
    title: `matmul [${a}] · [${b}]`,
    unit: "GFLOP/s",
    work: 2 * (a.at(-1) as number) * out.reduce((size, extent) => size * extent, 1),
    baseline: "outside",
    cases: {
      outside: product(zeros, a, b, out),
      resident: resident(a, b, out),
    },
    peak: peak(),
  }));

function resident(a: Shape, b: Shape, out: Shape): () => void {
  const arena = createArena();
  return product((shape) => arena.tensor(shape), a, b, out);
}

function product(
  make: (shape: Shape) => Tensor,
  shapeA: Shape,
  shapeB: Shape,
  shape: Shape,
): () => void {
  const [a, b, out] = [make(shapeA), make(shapeB), make(shape)];
  fill(a, 1);
  fill(b, 2);
  return () => {
    matmul(a, b, { out });
  };
}

function fill(x: Tensor, salt: number): void {
  x.data.set(sampleValues(x.size, salt), x.offset);
}

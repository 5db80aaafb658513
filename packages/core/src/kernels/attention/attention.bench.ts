import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { attentionKernels } from "./kernels.ts";

const [batch, heads, steps, dim] = [16, 4, 32, 16];
const n = batch * steps * heads * dim;

export default (): readonly Bench[] => [
  {
    title: `attention forward and backward, ${batch} samples, ${heads} heads of ${dim}, ${steps} tokens`,
    unit: "GFLOP/s",
    // Two products forward and four backward.
    work: 6 * 2 * batch * heads * steps * steps * dim,
    baseline: "js",
    cases: { js: both("js"), "wasm-simd": both("wasm-simd") },
  },
];

function both(set: "js" | "wasm-simd"): () => void {
  const { kernels, put, room } = createLab(set, attentionKernels);
  const [q, k, v, dout] = [1, 2, 3, 4].map((salt) => put(sampleValues(n, salt))) as [
    number, number, number, number,
  ]; // biome-ignore format: one line
  const [dq, dk, dv, out] = [room(n), room(n), room(n), room(n)];
  const p = room(batch * heads * steps * steps);
  const ds = room(steps * steps);
  return () => {
    kernels.attention(
      batch, heads, steps, steps, dim, dim, 0.25, q, k, v, 0, 0, 0, p, out, 0,
    ); // biome-ignore format: one operand after another
    kernels.attentionBackward(
      batch, heads, steps, steps, dim, dim, 0.25, q, k, v, p, 0, dout, dq, dk, dv, ds,
    ); // biome-ignore format: one operand after another
  };
}

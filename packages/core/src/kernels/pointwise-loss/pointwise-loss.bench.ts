import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { pointwiseLossKernels } from "./kernels.ts";

const N = 4096;
const outputs = sampleValues(N, 1);
const targets = sampleValues(N, 2);

export default (): readonly Bench[] => [
  {
    title: `Huber loss with gradient, ${N} elements`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: {
      plain: plain((d) => [Math.abs(d) > 1 ? Math.abs(d) - 0.5 : (d * d) / 2, clamp(d)]),
      js: kernel("js", "huber"),
      "wasm-simd": kernel("wasm-simd", "huber"),
    },
  },
  {
    title: `log-cosh loss with gradient, ${N} elements`,
    unit: "ns/element",
    work: N,
    baseline: "plain",
    cases: {
      plain: plain((d) => [Math.log(Math.cosh(d)), Math.tanh(d)]),
      js: kernel("js", "logCosh"),
      "wasm-simd": kernel("wasm-simd", "logCosh"),
    },
  },
];

function kernel(set: "js" | "wasm-simd", form: "huber" | "logCosh"): () => void {
  const { kernels, put, room } = createLab(set, pointwiseLossKernels);
  const [y, t, dy, loss] = [put(outputs), put(targets), room(N), room(1)];
  return () => kernels[form](N, y, t, dy, loss, 1, 1);
}

function plain(pair: (d: number) => readonly [term: number, slope: number]): () => void {
  const y = Float32Array.from(outputs);
  const t = Float32Array.from(targets);
  const dy = new Float32Array(N);
  const loss = new Float32Array(1);
  return () => {
    let sum = 0;
    for (let i = 0; i < N; i++) {
      const [term, slope] = pair(y[i] - t[i]);
      sum += term;
      dy[i] = slope / N;
    }
    loss[0] = sum / N;
  };
}

function clamp(d: number): number {
  return Math.min(Math.max(d, -1), 1);
}

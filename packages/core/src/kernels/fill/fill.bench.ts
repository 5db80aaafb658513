import type { Bench } from "@kindling/scripts/bench";
import { createLab } from "../lab.ts";
import type { Fill } from "./fill.ts";
import { fillKernels } from "./kernels.ts";

const N = 2 ** 20;
const HIGH = 0.9772498680518208; // Φ(2)

/** A million elements of each law, against plain loops on Math.random. */
export default (): readonly Bench[] => [
  fillOf("uniform", mathUniform, (kernels, out) =>
    kernels.fillUniform(N, out, 1, 2, 0, 0, -1, 2, 1 - 2 ** -24),
  ),
  fillOf("normal", mathNormal, (kernels, out) => kernels.fillNormal(N, out, 1, 2, 0, 0, 0, 0.05)),
  fillOf("truncated normal ±2", mathTruncated, (kernels, out) =>
    kernels.fillTruncatedNormal(N, out, 1, 2, 0, 0, 0, 0.05, 1 - HIGH, HIGH, -0.1, 0.1),
  ),
  fillOf("Bernoulli", mathBernoulli, (kernels, out) =>
    kernels.fillBernoulli(N, out, 1, 2, 0, 0, 0.8, 1.25),
  ),
];

function fillOf(
  law: string,
  plain: (out: Float32Array) => void,
  fill: (kernels: Fill, out: number) => void,
): Bench {
  const array = new Float32Array(N);
  const kernel = (set: "js" | "wasm-simd"): (() => void) => {
    const { kernels, room } = createLab(set, fillKernels, N + 64);
    const out = room(N);
    return () => fill(kernels, out);
  };
  return {
    title: `fill ${law}, 2²⁰ elements`,
    unit: "ns/element",
    work: N,
    baseline: "Math.random",
    cases: {
      "Math.random": () => plain(array),
      js: kernel("js"),
      "wasm-simd": kernel("wasm-simd"),
    },
  };
}

function mathUniform(out: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = -1 + 2 * Math.random();
}

function mathNormal(out: Float32Array): void {
  for (let i = 0; i < out.length; i += 2) {
    const radius = 0.05 * Math.sqrt(-2 * Math.log(1 - Math.random()));
    const angle = 2 * Math.PI * Math.random();
    out[i] = radius * Math.cos(angle);
    out[i + 1] = radius * Math.sin(angle);
  }
}

/** By rejection: about one normal in 22 lies outside. */
function mathTruncated(out: Float32Array): void {
  for (let i = 0; i < out.length; ) {
    const radius = Math.sqrt(-2 * Math.log(1 - Math.random()));
    const z = radius * Math.cos(2 * Math.PI * Math.random());
    if (Math.abs(z) <= 2) out[i++] = 0.05 * z;
  }
}

function mathBernoulli(out: Float32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = Math.random() < 0.8 ? 1.25 : 0;
}

import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { gatherKernels } from "./kernels.ts";

const ROWS = 1000;
const N = 1024;

export default (): readonly Bench[] =>
  [16, 64].flatMap((length) => [bench("gatherRows", length), bench("scatterAddRows", length)]);

/** As an embedding does it: 32 texts of 32 words. */
function bench(kernel: "gatherRows" | "scatterAddRows", length: number): Bench {
  const indices = Array.from({ length: N }, (_, i) => (i * 7919) % ROWS);
  const [big, small] = [sampleValues(ROWS * length), sampleValues(N * length)];
  const gathers = kernel === "gatherRows";
  const from = (set: "js" | "wasm-simd") => {
    const { kernels, put } = createLab(set, gatherKernels);
    const [x, at, out] = [put(gathers ? big : small), put(indices), put(gathers ? small : big)];
    return () => {
      kernels.firstOutside(N, at, ROWS);
      kernels[kernel](N, length, x, at, out);
    };
  };
  return {
    title: `${kernel}, ${N} of ${length} numbers`,
    unit: "ns/element",
    work: N * length,
    baseline: "plain",
    cases: {
      plain: plain(gathers, length, [indices, big, small]),
      js: from("js"),
      "wasm-simd": from("wasm-simd"),
    },
  };
}

function plain(
  gathers: boolean,
  length: number,
  operands: readonly (readonly number[])[],
): () => void {
  const [at, big, small] = operands.map((values) => Float32Array.from(values));
  return () => {
    for (let i = 0; i < N; i++) {
      const row = at[i] * length;
      for (let j = 0; j < length; j++) {
        if (gathers) small[i * length + j] = big[row + j];
        else big[row + j] += small[i * length + j];
      }
    }
  };
}

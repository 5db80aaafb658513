import type { Bench } from "@kindling/scripts/bench";
import { createLab, sampleValues } from "../lab.ts";
import { qrKernels } from "./kernels.ts";
import { qrWorkLength } from "./qr.ts";

export default (): readonly Bench[] => [32, 256, 1024].map(bench);

function bench(n: number): Bench {
  const kernel = (set: "js" | "wasm-simd") => {
    const { kernels, put, room } = createLab(set, qrKernels, 3 * n * n + qrWorkLength(n, n) + 128);
    const a = put(sampleValues(n * n));
    const q = room(n * n);
    const r = room(n * n);
    const work = room(qrWorkLength(n, n));
    return () => kernels.qr(n, n, a, q, r, work);
  };
  return {
    title: `qr ${n}×${n}, both factors`,
    unit: "GFLOP/s",
    work: (8 / 3) * n ** 3,
    baseline: "js",
    cases: { js: kernel("js"), "wasm-simd": kernel("wasm-simd") },
  };
}

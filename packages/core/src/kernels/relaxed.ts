import { wasm as gemm } from "../../gen/gemm-relaxed.ts";
import { gemmKernels } from "./gemm/kernels.ts";
import type { KernelGroup, KernelSet } from "./kernels.ts";
import { accepts, compiledKernels } from "./wasm.ts";

/** The groups that a fused multiply-add makes faster; all others are those of "wasm-simd". */
const relaxed = new Map<KernelGroup<unknown>, string>([[gemmKernels, gemm]]);

/** A module of one function: `f32x4.relaxed_madd` of three vectors of zeros. */
const PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 15,
  65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11,
]; // biome-ignore format: bytes

const relaxedSimd = compiledKernels(
  "wasm-relaxed-simd",
  (group) => relaxed.get(group) ?? group.wasm,
);

let compiles: boolean | undefined;

/**
 * The wasm kernels with a multiply-add that rounds once where the processor has one; undefined
 * where the platform refuses to compile it.
 */
export function relaxedKernelSet(): KernelSet | undefined {
  compiles ??= accepts(PROBE);
  return compiles ? relaxedSimd : undefined;
}

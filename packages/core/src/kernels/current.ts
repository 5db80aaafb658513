import { jsKernelSet } from "./js.ts";
import type { KernelSet, KernelSetName } from "./kernels.ts";
import { referenceKernelSet } from "./reference.ts";
import { relaxedKernelSet } from "./relaxed.ts";
import { wasmKernelSet } from "./wasm.ts";

let chosen: KernelSet | undefined;

/** The set that new tensors and models are bound to: wasm where it is allowed, else JavaScript. */
export function currentKernels(): KernelSet {
  chosen ??= wasmKernelSet() ?? jsKernelSet;
  return chosen;
}

/**
 * The kernel set in use.
 *
 * @example kernels().name // "wasm-simd"
 */
export function kernels(): { readonly name: KernelSetName } {
  return currentKernels();
}

/**
 * Chooses the kernels for everything that is created from now on; what exists keeps its own.
 *
 * - `"wasm-simd"`: the default; 128-bit SIMD, the same bits on every platform
 * - `"wasm-relaxed-simd"`: products with a fused multiply-add, up to 1.2 × as fast, whose
 *   last bits depend on the processor. Node 22, Chrome 114, Firefox 145 or later; Node 20 with
 *   `--experimental-wasm-relaxed-simd`
 * - `"js"`: typed-array loops; the fallback where WebAssembly is refused
 * - `"reference"`: plain float64 loops, the yardstick of the other sets and of gradient checks
 *
 * @throws when the platform refuses to compile WebAssembly, or the name is unknown
 * @example
 * useKernels("js");
 * kernels().name // "js"
 */
export function useKernels(name: KernelSetName): void {
  chosen = kernelSet(name);
}

/** @throws when the platform has no such set */
export function kernelSet(name: KernelSetName): KernelSet {
  switch (name) {
    case "js":
      return jsKernelSet;
    case "reference":
      return referenceKernelSet;
    case "wasm-simd": {
      const set = wasmKernelSet();
      if (set === undefined) {
        throw new Error(
          'useKernels: expected a platform that compiles WebAssembly with SIMD, got a refusal; use "js"',
        );
      }
      return set;
    }
    case "wasm-relaxed-simd": {
      const set = relaxedKernelSet();
      if (set === undefined) {
        throw new Error(
          'useKernels: expected a platform that compiles WebAssembly with relaxed SIMD, got a refusal; use "wasm-simd"',
        );
      }
      return set;
    }
  }
  throw new RangeError(
    `useKernels: expected "js", "wasm-simd", "wasm-relaxed-simd" or "reference", got ${JSON.stringify(name)}`,
  );
}

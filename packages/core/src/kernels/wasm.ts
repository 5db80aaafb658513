import type { Heap, KernelGroup, KernelSet, KernelSetName } from "./kernels.ts";
import { bytesOfText } from "./wasm-text.ts";

/**
 * Bytes at the start of a memory where modules keep their constants (scripts/generate.mjs) and
 * kernels work (assembly/scratch.ts).
 */
const SCRATCH_END = 5 * 2 ** 16;

/** A module of one function with two SIMD instructions: `i8x16.popcnt (i8x16.splat 0)`. */
const PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15,
  253, 98, 11,
]; // biome-ignore format: bytes

const wasmSimd = compiledKernels("wasm-simd", (group) => group.wasm);

let compiles: boolean | undefined;

/** The wasm kernels; undefined where the platform refuses to compile them. */
export function wasmKernelSet(): KernelSet | undefined {
  compiles ??= accepts(PROBE);
  return compiles ? wasmSimd : undefined;
}

/**
 * A set of compiled AssemblyScript kernels. A group is compiled at its first use, synchronously.
 *
 * @param textOf the module of a group; undefined for one that stays in JavaScript
 */
export function compiledKernels(
  name: KernelSetName,
  textOf: (group: KernelGroup<unknown>) => string | undefined,
): KernelSet {
  // Groups may share one.
  const modules = new Map<string, WebAssembly.Module>();
  return {
    name,
    Heap: Float32Array,
    firstFree: SCRATCH_END / Float32Array.BYTES_PER_ELEMENT,
    instantiate: <K>(
      group: KernelGroup<K>,
      memory: { readonly buffer: ArrayBuffer },
      heap: Heap,
    ) => {
      const text = textOf(group);
      if (text === undefined) return group.js(heap as Float32Array);
      const module = modules.get(text) ?? new WebAssembly.Module(bytesOfText(text));
      modules.set(text, module);
      const instance = new WebAssembly.Instance(module, {
        env: { memory: memory as WebAssembly.Memory },
      });
      return instance.exports as unknown as K;
    },
  };
}

/** Whether the platform compiles a module. */
export function accepts(bytes: readonly number[]): boolean {
  try {
    return new WebAssembly.Module(Uint8Array.from(bytes)) !== undefined;
  } catch {
    return false;
  }
}

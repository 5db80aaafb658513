import type { Heap, KernelGroup, KernelSet } from "./kernels.ts";
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

const modules = new WeakMap<KernelGroup<unknown>, WebAssembly.Module>();

/** The compiled AssemblyScript kernels. A group is compiled at its first use, synchronously. */
const wasmSimd: KernelSet = {
  name: "wasm-simd",
  Heap: Float32Array,
  firstFree: SCRATCH_END / Float32Array.BYTES_PER_ELEMENT,
  instantiate: <K>(group: KernelGroup<K>, memory: { readonly buffer: ArrayBuffer }, heap: Heap) => {
    if (group.wasm === undefined) return group.js(heap as Float32Array);
    const module = modules.get(group) ?? new WebAssembly.Module(bytesOfText(group.wasm));
    modules.set(group, module);
    const instance = new WebAssembly.Instance(module, {
      env: { memory: memory as WebAssembly.Memory },
    });
    return instance.exports as unknown as K;
  },
};

let compiles: boolean | undefined;

/** The wasm kernels; undefined where the platform refuses to compile them. */
export function wasmKernelSet(): KernelSet | undefined {
  if (compiles === undefined) {
    try {
      compiles = new WebAssembly.Module(Uint8Array.from(PROBE)) !== undefined;
    } catch {
      compiles = false;
    }
  }
  return compiles ? wasmSimd : undefined;
}

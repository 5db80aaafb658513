import { HEAP_BASE, wasmBase64 } from "../../gen/wasm-simd.ts";
import type { KernelSet, Kernels } from "./kernels.ts";

let set: KernelSet | undefined;
let refused = false;

/**
 * The compiled AssemblyScript kernels; undefined where the platform refuses to compile them.
 * Compiled at the first call, synchronously: about a millisecond.
 */
export function wasmKernelSet(): KernelSet | undefined {
  if (set === undefined && !refused) {
    try {
      const module = new WebAssembly.Module(decodeBase64(wasmBase64));
      set = {
        name: "wasm-simd",
        Heap: Float32Array,
        firstFree: HEAP_BASE / Float32Array.BYTES_PER_ELEMENT,
        instantiate: (memory) =>
          new WebAssembly.Instance(module, { env: { memory: memory as WebAssembly.Memory } })
            .exports as unknown as Kernels,
      };
    } catch {
      refused = true;
    }
  }
  return set;
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

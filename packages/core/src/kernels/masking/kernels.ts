import { wasm } from "../../../gen/masking.ts";
import type { KernelGroup } from "../kernels.ts";
import { maskingJs } from "./js.ts";
import type { Masking } from "./masking.ts";

export const maskingKernels: KernelGroup<Masking> = { name: "masking", wasm, js: maskingJs };

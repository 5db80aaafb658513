import { wasm } from "../../../gen/conv.ts";
import type { KernelGroup } from "../kernels.ts";
import type { ConvPool } from "./conv-pool.ts";
import { convPoolJs } from "./js.ts";

export const convPoolKernels: KernelGroup<ConvPool> = { name: "conv-pool", wasm, js: convPoolJs };

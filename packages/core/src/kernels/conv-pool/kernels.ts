import { wasm } from "../../../gen/conv-pool.ts";
import type { KernelGroup } from "../kernels.ts";
import type { ConvPool } from "./conv-pool.ts";
import { convPoolJs } from "./js.ts";
import { convPoolReference } from "./reference.ts";

export const convPoolKernels: KernelGroup<ConvPool> = {
  wasm,
  js: convPoolJs,
  reference: convPoolReference,
};

import { wasm } from "../../../gen/attention.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Attention } from "./attention.ts";
import { attentionJs } from "./js.ts";

export const attentionKernels: KernelGroup<Attention> = {
  name: "attention",
  wasm,
  js: attentionJs,
};

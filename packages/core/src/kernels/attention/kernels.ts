import { wasm } from "../../../gen/attention.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Attention } from "./attention.ts";
import { attentionJs } from "./js.ts";
import { attentionReference } from "./reference.ts";

export const attentionKernels: KernelGroup<Attention> = {
  wasm,
  js: attentionJs,
  reference: attentionReference,
};

import { wasm } from "../../../gen/batch-norm.ts";
import type { KernelGroup } from "../kernels.ts";
import type { BatchNorm } from "./batch-norm.ts";
import { batchNormJs } from "./js.ts";
import { batchNormReference } from "./reference.ts";

export const batchNormKernels: KernelGroup<BatchNorm> = {
  wasm,
  js: batchNormJs,
  reference: batchNormReference,
};

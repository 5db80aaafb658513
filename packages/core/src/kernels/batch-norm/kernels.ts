import { wasm } from "../../../gen/batch-norm.ts";
import type { KernelGroup } from "../kernels.ts";
import type { BatchNorm } from "./batch-norm.ts";
import { batchNormJs } from "./js.ts";

export const batchNormKernels: KernelGroup<BatchNorm> = {
  name: "batch-norm",
  wasm,
  js: batchNormJs,
};

import { wasm } from "../../../gen/softmax.ts";
import type { KernelGroup } from "../kernels.ts";
import { softmaxJs } from "./js.ts";
import { softmaxReference } from "./reference.ts";
import type { Softmax } from "./softmax.ts";

export const softmaxKernels: KernelGroup<Softmax> = {
  wasm,
  js: softmaxJs,
  reference: softmaxReference,
};

import { wasm } from "../../../gen/pointwise-loss.ts";
import type { KernelGroup } from "../kernels.ts";
import { pointwiseLossJs } from "./js.ts";
import type { PointwiseLoss } from "./pointwise-loss.ts";
import { pointwiseLossReference } from "./reference.ts";

export const pointwiseLossKernels: KernelGroup<PointwiseLoss> = {
  wasm,
  js: pointwiseLossJs,
  reference: pointwiseLossReference,
};

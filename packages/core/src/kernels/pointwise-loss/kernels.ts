import { wasm } from "../../../gen/pointwise-loss.ts";
import type { KernelGroup } from "../kernels.ts";
import { pointwiseLossJs } from "./js.ts";
import type { PointwiseLoss } from "./pointwise-loss.ts";

export const pointwiseLossKernels: KernelGroup<PointwiseLoss> = {
  name: "pointwise-loss",
  wasm,
  js: pointwiseLossJs,
};

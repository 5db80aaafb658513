import { wasm } from "../../../gen/mean-squared-error.ts";
import type { KernelGroup } from "../kernels.ts";
import { meanSquaredErrorJs } from "./js.ts";
import type { MeanSquaredError } from "./mean-squared-error.ts";

export const meanSquaredErrorKernels: KernelGroup<MeanSquaredError> = {
  name: "mean-squared-error",
  wasm,
  js: meanSquaredErrorJs,
};

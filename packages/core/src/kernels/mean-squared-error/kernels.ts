import { wasm } from "../../../gen/mean-squared-error.ts";
import type { KernelGroup } from "../kernels.ts";
import { meanSquaredErrorJs } from "./js.ts";
import type { MeanSquaredError } from "./mean-squared-error.ts";
import { meanSquaredErrorReference } from "./reference.ts";

export const meanSquaredErrorKernels: KernelGroup<MeanSquaredError> = {
  wasm,
  js: meanSquaredErrorJs,
  reference: meanSquaredErrorReference,
};

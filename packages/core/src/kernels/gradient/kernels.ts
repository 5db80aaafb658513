import { wasm } from "../../../gen/gradient.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Gradient } from "./gradient.ts";
import { gradientJs } from "./js.ts";
import { gradientReference } from "./reference.ts";

export const gradientKernels: KernelGroup<Gradient> = {
  wasm,
  js: gradientJs,
  reference: gradientReference,
};

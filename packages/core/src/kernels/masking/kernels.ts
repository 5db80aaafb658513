import { wasm } from "../../../gen/masking.ts";
import type { KernelGroup } from "../kernels.ts";
import { maskingJs } from "./js.ts";
import type { Masking } from "./masking.ts";
import { maskingReference } from "./reference.ts";

export const maskingKernels: KernelGroup<Masking> = {
  wasm,
  js: maskingJs,
  reference: maskingReference,
};

import { wasm } from "../../../gen/smooth.ts";
import type { KernelGroup } from "../kernels.ts";
import { smoothJs } from "./js.ts";
import { smoothReference } from "./reference.ts";
import type { Smooth } from "./smooth.ts";

export const smoothKernels: KernelGroup<Smooth> = {
  wasm,
  js: smoothJs,
  reference: smoothReference,
};

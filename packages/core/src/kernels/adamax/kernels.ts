import { wasm } from "../../../gen/adamax.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Adamax } from "./adamax.ts";
import { adamaxJs } from "./js.ts";
import { adamaxReference } from "./reference.ts";

export const adamaxKernels: KernelGroup<Adamax> = {
  wasm,
  js: adamaxJs,
  reference: adamaxReference,
};

import { wasm } from "../../../gen/extreme.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Extreme } from "./extreme.ts";
import { extremeJs } from "./js.ts";
import { extremeReference } from "./reference.ts";

export const extremeKernels: KernelGroup<Extreme> = {
  wasm,
  js: extremeJs,
  reference: extremeReference,
};

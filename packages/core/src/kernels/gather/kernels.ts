import { wasm } from "../../../gen/gather.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Gather } from "./gather.ts";
import { gatherJs } from "./js.ts";
import { gatherReference } from "./reference.ts";

export const gatherKernels: KernelGroup<Gather> = {
  wasm,
  js: gatherJs,
  reference: gatherReference,
};

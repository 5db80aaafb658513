import { wasm } from "../../../gen/gather.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Gather } from "./gather.ts";
import { gatherJs } from "./js.ts";

export const gatherKernels: KernelGroup<Gather> = { name: "gather", wasm, js: gatherJs };

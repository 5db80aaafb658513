import { wasm } from "../../../gen/pad.ts";
import type { KernelGroup } from "../kernels.ts";
import { padJs } from "./js.ts";
import type { Pad } from "./pad.ts";

export const padKernels: KernelGroup<Pad> = { name: "pad", wasm, js: padJs };

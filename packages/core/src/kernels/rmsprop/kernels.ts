import { wasm } from "../../../gen/rmsprop.ts";
import type { KernelGroup } from "../kernels.ts";
import { rmspropJs } from "./js.ts";
import type { Rmsprop } from "./rmsprop.ts";

export const rmspropKernels: KernelGroup<Rmsprop> = { name: "rmsprop", wasm, js: rmspropJs };

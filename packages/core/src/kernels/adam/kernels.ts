import { wasm } from "../../../gen/adam.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Adam } from "./adam.ts";
import { adamJs } from "./js.ts";

export const adamKernels: KernelGroup<Adam> = { name: "adam", wasm, js: adamJs };

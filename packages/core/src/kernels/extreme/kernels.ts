import { wasm } from "../../../gen/extreme.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Extreme } from "./extreme.ts";
import { extremeJs } from "./js.ts";

export const extremeKernels: KernelGroup<Extreme> = { name: "extreme", wasm, js: extremeJs };

import { wasm } from "../../../gen/adamax.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Adamax } from "./adamax.ts";
import { adamaxJs } from "./js.ts";

export const adamaxKernels: KernelGroup<Adamax> = { name: "adamax", wasm, js: adamaxJs };

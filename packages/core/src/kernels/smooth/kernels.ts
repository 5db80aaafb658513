import { wasm } from "../../../gen/smooth.ts";
import type { KernelGroup } from "../kernels.ts";
import { smoothJs } from "./js.ts";
import type { Smooth } from "./smooth.ts";

export const smoothKernels: KernelGroup<Smooth> = { name: "smooth", wasm, js: smoothJs };

import { wasm } from "../../../gen/sigmoid.ts";
import type { KernelGroup } from "../kernels.ts";
import { sigmoidJs } from "./js.ts";
import type { Sigmoid } from "./sigmoid.ts";

export const sigmoidKernels: KernelGroup<Sigmoid> = { name: "sigmoid", wasm, js: sigmoidJs };

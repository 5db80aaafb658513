import { wasm } from "../../../gen/tanh.ts";
import type { KernelGroup } from "../kernels.ts";
import { tanhJs } from "./js.ts";
import type { Tanh } from "./tanh.ts";

export const tanhKernels: KernelGroup<Tanh> = { name: "tanh", wasm, js: tanhJs };

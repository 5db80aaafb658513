import { wasm } from "../../../gen/softmax.ts";
import type { KernelGroup } from "../kernels.ts";
import { softmaxJs } from "./js.ts";
import type { Softmax } from "./softmax.ts";

export const softmaxKernels: KernelGroup<Softmax> = { name: "softmax", wasm, js: softmaxJs };

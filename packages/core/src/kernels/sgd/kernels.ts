import { wasm } from "../../../gen/sgd.ts";
import type { KernelGroup } from "../kernels.ts";
import { sgdJs } from "./js.ts";
import type { Sgd } from "./sgd.ts";

export const sgdKernels: KernelGroup<Sgd> = { name: "sgd", wasm, js: sgdJs };

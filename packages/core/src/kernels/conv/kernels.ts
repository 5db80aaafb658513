import { wasm } from "../../../gen/conv.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Conv } from "./conv.ts";
import { convJs } from "./js.ts";

export const convKernels: KernelGroup<Conv> = { name: "conv", wasm, js: convJs };

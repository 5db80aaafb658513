import { wasm } from "../../../gen/adagrad.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Adagrad } from "./adagrad.ts";
import { adagradJs } from "./js.ts";

export const adagradKernels: KernelGroup<Adagrad> = { name: "adagrad", wasm, js: adagradJs };

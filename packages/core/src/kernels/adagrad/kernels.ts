import { wasm } from "../../../gen/adagrad.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Adagrad } from "./adagrad.ts";
import { adagradJs } from "./js.ts";
import { adagradReference } from "./reference.ts";

export const adagradKernels: KernelGroup<Adagrad> = {
  wasm,
  js: adagradJs,
  reference: adagradReference,
};

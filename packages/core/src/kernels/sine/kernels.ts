import { wasm } from "../../../gen/sine.ts";
import type { KernelGroup } from "../kernels.ts";
import { sineJs } from "./js.ts";
import { sineReference } from "./reference.ts";
import type { Sine } from "./sine.ts";

export const sineKernels: KernelGroup<Sine> = { wasm, js: sineJs, reference: sineReference };

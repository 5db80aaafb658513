import { wasm } from "../../../gen/sine.ts";
import type { KernelGroup } from "../kernels.ts";
import { sineJs } from "./js.ts";
import type { Sine } from "./sine.ts";

export const sineKernels: KernelGroup<Sine> = { name: "sine", wasm, js: sineJs };

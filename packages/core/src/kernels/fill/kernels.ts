import { wasm } from "../../../gen/fill.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Fill } from "./fill.ts";
import { fillJs } from "./js.ts";

export const fillKernels: KernelGroup<Fill> = { name: "fill", wasm, js: fillJs };

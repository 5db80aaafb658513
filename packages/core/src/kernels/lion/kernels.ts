import { wasm } from "../../../gen/lion.ts";
import type { KernelGroup } from "../kernels.ts";
import { lionJs } from "./js.ts";
import type { Lion } from "./lion.ts";

export const lionKernels: KernelGroup<Lion> = { name: "lion", wasm, js: lionJs };

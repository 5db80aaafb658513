import { wasm } from "../../../gen/hold.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Hold } from "./hold.ts";
import { holdJs } from "./js.ts";

export const holdKernels: KernelGroup<Hold> = { name: "hold", wasm, js: holdJs };

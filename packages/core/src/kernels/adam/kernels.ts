import { wasm } from "../../../gen/adam.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Adam } from "./adam.ts";
import { adamJs } from "./js.ts";
import { adamReference } from "./reference.ts";

export const adamKernels: KernelGroup<Adam> = { wasm, js: adamJs, reference: adamReference };

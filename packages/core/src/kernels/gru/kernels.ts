import { wasm } from "../../../gen/gru.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Gru } from "./gru.ts";
import { gruJs } from "./js.ts";

export const gruKernels: KernelGroup<Gru> = { name: "gru", wasm, js: gruJs };

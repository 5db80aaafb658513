import { wasm } from "../../../gen/lstm.ts";
import type { KernelGroup } from "../kernels.ts";
import { lstmJs } from "./js.ts";
import type { Lstm } from "./lstm.ts";

export const lstmKernels: KernelGroup<Lstm> = { name: "lstm", wasm, js: lstmJs };

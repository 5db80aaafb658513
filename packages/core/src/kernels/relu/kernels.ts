import { wasm } from "../../../gen/relu.ts";
import type { KernelGroup } from "../kernels.ts";
import { reluJs } from "./js.ts";
import type { Relu } from "./relu.ts";

export const reluKernels: KernelGroup<Relu> = { name: "relu", wasm, js: reluJs };

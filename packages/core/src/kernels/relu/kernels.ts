import { wasm } from "../../../gen/relu.ts";
import type { KernelGroup } from "../kernels.ts";
import { reluJs } from "./js.ts";
import { reluReference } from "./reference.ts";
import type { Relu } from "./relu.ts";

export const reluKernels: KernelGroup<Relu> = { wasm, js: reluJs, reference: reluReference };

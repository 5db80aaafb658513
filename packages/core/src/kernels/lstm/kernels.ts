import { wasm } from "../../../gen/lstm.ts";
import type { KernelGroup } from "../kernels.ts";
import { lstmJs } from "./js.ts";
import type { Lstm } from "./lstm.ts";
import { lstmReference } from "./reference.ts";

export const lstmKernels: KernelGroup<Lstm> = { wasm, js: lstmJs, reference: lstmReference };

import { wasm } from "../../../gen/gru.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Gru } from "./gru.ts";
import { gruJs } from "./js.ts";
import { gruReference } from "./reference.ts";

export const gruKernels: KernelGroup<Gru> = { wasm, js: gruJs, reference: gruReference };

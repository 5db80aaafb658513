import { wasm } from "../../../gen/conv.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Conv } from "./conv.ts";
import { convJs } from "./js.ts";
import { convReference } from "./reference.ts";

export const convKernels: KernelGroup<Conv> = { wasm, js: convJs, reference: convReference };

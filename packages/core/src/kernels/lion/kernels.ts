import { wasm } from "../../../gen/lion.ts";
import type { KernelGroup } from "../kernels.ts";
import { lionJs } from "./js.ts";
import type { Lion } from "./lion.ts";
import { lionReference } from "./reference.ts";

export const lionKernels: KernelGroup<Lion> = { wasm, js: lionJs, reference: lionReference };

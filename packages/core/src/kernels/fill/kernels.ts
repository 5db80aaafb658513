import { wasm } from "../../../gen/fill.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Fill } from "./fill.ts";
import { fillJs } from "./js.ts";
import { fillReference } from "./reference.ts";

export const fillKernels: KernelGroup<Fill> = { wasm, js: fillJs, reference: fillReference };

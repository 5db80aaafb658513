import { wasm } from "../../../gen/hold.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Hold } from "./hold.ts";
import { holdJs } from "./js.ts";
import { holdReference } from "./reference.ts";

export const holdKernels: KernelGroup<Hold> = { wasm, js: holdJs, reference: holdReference };

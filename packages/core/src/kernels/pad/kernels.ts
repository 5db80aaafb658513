import { wasm } from "../../../gen/pad.ts";
import type { KernelGroup } from "../kernels.ts";
import { padJs } from "./js.ts";
import type { Pad } from "./pad.ts";
import { padReference } from "./reference.ts";

export const padKernels: KernelGroup<Pad> = { wasm, js: padJs, reference: padReference };

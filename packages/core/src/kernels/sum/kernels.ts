import { wasm } from "../../../gen/sum.ts";
import type { KernelGroup } from "../kernels.ts";
import { sumJs } from "./js.ts";
import { sumReference } from "./reference.ts";
import type { Sum } from "./sum.ts";

export const sumKernels: KernelGroup<Sum> = { wasm, js: sumJs, reference: sumReference };

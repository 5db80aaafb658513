import { wasm } from "../../../gen/sum.ts";
import type { KernelGroup } from "../kernels.ts";
import { sumJs } from "./js.ts";
import type { Sum } from "./sum.ts";

export const sumKernels: KernelGroup<Sum> = { name: "sum", wasm, js: sumJs };

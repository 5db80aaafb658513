import { wasm } from "../../../gen/gemm.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Gemm } from "./gemm.ts";
import { gemmJs } from "./js.ts";
import { gemmReference } from "./reference.ts";

export const gemmKernels: KernelGroup<Gemm> = { wasm, js: gemmJs, reference: gemmReference };

import { wasm } from "../../../gen/gemm.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Gemm } from "./gemm.ts";
import { gemmJs } from "./js.ts";

export const gemmKernels: KernelGroup<Gemm> = { name: "gemm", wasm, js: gemmJs };

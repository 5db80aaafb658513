import { wasm } from "../../../gen/sum-rows.ts";
import type { KernelGroup } from "../kernels.ts";
import { sumRowsJs } from "./js.ts";
import type { SumRows } from "./sum-rows.ts";

export const sumRowsKernels: KernelGroup<SumRows> = { name: "sum-rows", wasm, js: sumRowsJs };

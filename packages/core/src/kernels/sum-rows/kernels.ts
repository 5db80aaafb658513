import { wasm } from "../../../gen/sum-rows.ts";
import type { KernelGroup } from "../kernels.ts";
import { sumRowsJs } from "./js.ts";
import { sumRowsReference } from "./reference.ts";
import type { SumRows } from "./sum-rows.ts";

export const sumRowsKernels: KernelGroup<SumRows> = {
  wasm,
  js: sumRowsJs,
  reference: sumRowsReference,
};

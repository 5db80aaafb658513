import { wasm } from "../../../gen/select.ts";
import type { KernelGroup } from "../kernels.ts";
import { selectJs } from "./js.ts";
import type { Select } from "./select.ts";

export const selectKernels: KernelGroup<Select> = { name: "select", wasm, js: selectJs };

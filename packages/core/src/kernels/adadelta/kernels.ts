import { wasm } from "../../../gen/adadelta.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Adadelta } from "./adadelta.ts";
import { adadeltaJs } from "./js.ts";

export const adadeltaKernels: KernelGroup<Adadelta> = { name: "adadelta", wasm, js: adadeltaJs };

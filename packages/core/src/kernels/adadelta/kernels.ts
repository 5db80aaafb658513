import { wasm } from "../../../gen/adadelta.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Adadelta } from "./adadelta.ts";
import { adadeltaJs } from "./js.ts";
import { adadeltaReference } from "./reference.ts";

export const adadeltaKernels: KernelGroup<Adadelta> = {
  wasm,
  js: adadeltaJs,
  reference: adadeltaReference,
};

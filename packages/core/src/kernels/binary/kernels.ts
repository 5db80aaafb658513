import { wasm } from "../../../gen/binary.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Binary } from "./binary.ts";
import { binaryJs } from "./js.ts";
import { binaryReference } from "./reference.ts";

export const binaryKernels: KernelGroup<Binary> = {
  wasm,
  js: binaryJs,
  reference: binaryReference,
};

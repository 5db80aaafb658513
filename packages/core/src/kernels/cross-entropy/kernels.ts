import { wasm } from "../../../gen/cross-entropy.ts";
import type { KernelGroup } from "../kernels.ts";
import type { CrossEntropy } from "./cross-entropy.ts";
import { crossEntropyJs } from "./js.ts";
import { crossEntropyReference } from "./reference.ts";

export const crossEntropyKernels: KernelGroup<CrossEntropy> = {
  wasm,
  js: crossEntropyJs,
  reference: crossEntropyReference,
};

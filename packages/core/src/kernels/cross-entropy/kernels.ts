import { wasm } from "../../../gen/cross-entropy.ts";
import type { KernelGroup } from "../kernels.ts";
import type { CrossEntropy } from "./cross-entropy.ts";
import { crossEntropyJs } from "./js.ts";

export const crossEntropyKernels: KernelGroup<CrossEntropy> = {
  name: "cross-entropy",
  wasm,
  js: crossEntropyJs,
};

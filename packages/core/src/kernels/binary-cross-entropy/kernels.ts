import { wasm } from "../../../gen/binary-cross-entropy.ts";
import type { KernelGroup } from "../kernels.ts";
import type { BinaryCrossEntropy } from "./binary-cross-entropy.ts";
import { binaryCrossEntropyJs } from "./js.ts";

export const binaryCrossEntropyKernels: KernelGroup<BinaryCrossEntropy> = {
  name: "binary-cross-entropy",
  wasm,
  js: binaryCrossEntropyJs,
};

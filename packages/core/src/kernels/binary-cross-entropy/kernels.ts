import { wasm } from "../../../gen/binary-cross-entropy.ts";
import type { KernelGroup } from "../kernels.ts";
import type { BinaryCrossEntropy } from "./binary-cross-entropy.ts";
import { binaryCrossEntropyJs } from "./js.ts";
import { binaryCrossEntropyReference } from "./reference.ts";

export const binaryCrossEntropyKernels: KernelGroup<BinaryCrossEntropy> = {
  wasm,
  js: binaryCrossEntropyJs,
  reference: binaryCrossEntropyReference,
};

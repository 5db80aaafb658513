import type { KernelGroup } from "../kernels.ts";
import { rowLossJs } from "./js.ts";
import { rowLossReference } from "./reference.ts";
import type { RowLoss } from "./row-loss.ts";

/** Once a step, over as many numbers as the net has outputs: loops in JavaScript will do. */
export const rowLossKernels: KernelGroup<RowLoss> = {
  js: rowLossJs,
  reference: rowLossReference,
};

import type { KernelGroup } from "../kernels.ts";
import { rowLossJs } from "./js.ts";
import type { RowLoss } from "./row-loss.ts";

/** Once a step, over as many numbers as the net has outputs: loops in JavaScript will do. */
export const rowLossKernels: KernelGroup<RowLoss> = { name: "row-loss", js: rowLossJs };

import { wasm } from "../../../gen/log-sum-exp.ts";
import type { KernelGroup } from "../kernels.ts";
import { logSumExpJs } from "./js.ts";
import type { LogSumExp } from "./log-sum-exp.ts";
import { logSumExpReference } from "./reference.ts";

export const logSumExpKernels: KernelGroup<LogSumExp> = {
  wasm,
  js: logSumExpJs,
  reference: logSumExpReference,
};

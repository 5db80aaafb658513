import { wasm } from "../../../gen/log-sum-exp.ts";
import type { KernelGroup } from "../kernels.ts";
import { logSumExpJs } from "./js.ts";
import type { LogSumExp } from "./log-sum-exp.ts";

export const logSumExpKernels: KernelGroup<LogSumExp> = {
  name: "log-sum-exp",
  wasm,
  js: logSumExpJs,
};

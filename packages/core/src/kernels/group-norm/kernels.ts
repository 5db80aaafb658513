import { wasm } from "../../../gen/group-norm.ts";
import type { KernelGroup } from "../kernels.ts";
import type { GroupNorm } from "./group-norm.ts";
import { groupNormJs } from "./js.ts";

export const groupNormKernels: KernelGroup<GroupNorm> = {
  name: "group-norm",
  wasm,
  js: groupNormJs,
};

import { wasm } from "../../../gen/piecewise.ts";
import type { KernelGroup } from "../kernels.ts";
import { piecewiseJs } from "./js.ts";
import type { Piecewise } from "./piecewise.ts";

export const piecewiseKernels: KernelGroup<Piecewise> = {
  name: "piecewise",
  wasm,
  js: piecewiseJs,
};

import { wasm } from "../../../gen/piecewise.ts";
import type { KernelGroup } from "../kernels.ts";
import { piecewiseJs } from "./js.ts";
import type { Piecewise } from "./piecewise.ts";
import { piecewiseReference } from "./reference.ts";

export const piecewiseKernels: KernelGroup<Piecewise> = {
  wasm,
  js: piecewiseJs,
  reference: piecewiseReference,
};

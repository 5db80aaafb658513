import { wasm } from "../../../gen/elementwise.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Elementwise } from "./elementwise.ts";
import { elementwiseJs } from "./js.ts";
import { elementwiseReference } from "./reference.ts";

export const elementwiseKernels: KernelGroup<Elementwise> = {
  wasm,
  js: elementwiseJs,
  reference: elementwiseReference,
};

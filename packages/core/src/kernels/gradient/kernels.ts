import { wasm } from "../../../gen/gradient.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Gradient } from "./gradient.ts";
import { gradientJs } from "./js.ts";

export const gradientKernels: KernelGroup<Gradient> = { name: "gradient", wasm, js: gradientJs };

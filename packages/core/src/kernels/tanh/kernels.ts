import { wasm } from "../../../gen/tanh.ts";
import type { KernelGroup } from "../kernels.ts";
import { tanhJs } from "./js.ts";
import { tanhReference } from "./reference.ts";
import type { Tanh } from "./tanh.ts";

export const tanhKernels: KernelGroup<Tanh> = { wasm, js: tanhJs, reference: tanhReference };

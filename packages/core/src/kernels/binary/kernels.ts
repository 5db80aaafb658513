import { wasm } from "../../../gen/binary.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Binary } from "./binary.ts";
import { binaryJs } from "./js.ts";

export const binaryKernels: KernelGroup<Binary> = { name: "binary", wasm, js: binaryJs };

import { wasm } from "../../../gen/copy.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Copy } from "./copy.ts";
import { copyJs } from "./js.ts";

export const copyKernels: KernelGroup<Copy> = { name: "copy", wasm, js: copyJs };

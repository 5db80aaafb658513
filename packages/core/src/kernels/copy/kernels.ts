import { wasm } from "../../../gen/copy.ts";
import type { KernelGroup } from "../kernels.ts";
import type { Copy } from "./copy.ts";
import { copyJs } from "./js.ts";
import { copyReference } from "./reference.ts";

export const copyKernels: KernelGroup<Copy> = { wasm, js: copyJs, reference: copyReference };

import { wasm } from "../../../gen/unary.ts";
import type { KernelGroup } from "../kernels.ts";
import { unaryJs } from "./js.ts";
import type { Unary } from "./unary.ts";

export const unaryKernels: KernelGroup<Unary> = { name: "unary", wasm, js: unaryJs };

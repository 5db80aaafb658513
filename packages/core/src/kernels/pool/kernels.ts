import { wasm } from "../../../gen/pool.ts";
import type { KernelGroup } from "../kernels.ts";
import { poolJs } from "./js.ts";
import type { Pool } from "./pool.ts";
import { poolReference } from "./reference.ts";

export const poolKernels: KernelGroup<Pool> = { wasm, js: poolJs, reference: poolReference };

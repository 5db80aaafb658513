import { wasm } from "../../../gen/pool.ts";
import type { KernelGroup } from "../kernels.ts";
import { poolJs } from "./js.ts";
import type { Pool } from "./pool.ts";

export const poolKernels: KernelGroup<Pool> = { name: "pool", wasm, js: poolJs };

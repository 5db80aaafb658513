import { wasm } from "../../../gen/qr.ts";
import type { KernelGroup } from "../kernels.ts";
import { qrJs } from "./js.ts";
import type { Qr } from "./qr.ts";

export const qrKernels: KernelGroup<Qr> = { name: "qr", wasm, js: qrJs };

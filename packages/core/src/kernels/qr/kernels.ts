import { wasm } from "../../../gen/qr.ts";
import type { KernelGroup } from "../kernels.ts";
import { qrJs } from "./js.ts";
import type { Qr } from "./qr.ts";
import { qrReference } from "./reference.ts";

export const qrKernels: KernelGroup<Qr> = { wasm, js: qrJs, reference: qrReference };

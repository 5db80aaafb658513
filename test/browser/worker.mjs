import { report } from "../digests.mjs";

globalThis.postMessage(await report());

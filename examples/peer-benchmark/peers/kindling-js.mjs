import * as kindling from "./kindling.mjs";

/** Kindling without WebAssembly. */
export const open = () => kindling.open("js");

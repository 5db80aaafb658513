import * as tfjs from "./tfjs.mjs";

export const open = () => tfjs.open("cpu");

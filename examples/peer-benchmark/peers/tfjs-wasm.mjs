import { setThreadsCount } from "@tensorflow/tfjs-backend-wasm";
import * as tfjs from "./tfjs.mjs";

export const open = () => {
  setThreadsCount(1);
  return tfjs.open("wasm");
};

// Workers do not get the loader of the main thread: this one loads TypeScript by itself.
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");

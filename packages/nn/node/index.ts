export { type AtomicFile, atomicFile } from "./atomic-file.ts";

// What the page computes, what its worker computes, and what its policy refuses.
import { report } from "../digests.mjs";

const EMPTY_MODULE = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

globalThis.results = compute();

async function compute() {
  const refused = [() => new WebAssembly.Module(EMPTY_MODULE), () => new Function("")].flatMap(
    errorOf,
  );
  return { refused, page: await report(), worker: await reportOfWorker() };
}

function errorOf(compile) {
  try {
    compile();
    return [];
  } catch (error) {
    return [error.constructor.name];
  }
}

function reportOfWorker() {
  const worker = new Worker("worker.js", { type: "module" });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
}

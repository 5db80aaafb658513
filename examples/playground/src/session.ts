import type { Answer, NetView, View } from "./protocol.ts";
import type { Setup } from "./state.ts";

/** What is known of one net, from all views since it was built. */
export interface NetRecord {
  readonly steps: number[];
  readonly losses: number[];
  latest: NetView | undefined;
}

/** Listens to the worker and keeps what it says; drops what belongs to an earlier setup. */
export class Session {
  readonly #worker: Worker;
  #setup = 0;
  nets: NetRecord[] = [];
  step = 0;

  /** @param onView after every view, with whether it has layers; `onError` with what went wrong */
  constructor(onView: (hasLayers: boolean) => void, onError: (message: string) => void) {
    this.#worker = new Worker("worker.js", { type: "module" });
    this.#worker.onerror = ({ message }) => onError(message);
    this.#worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      if (data.kind === "error") onError(data.message);
      else if (data.setup === this.#setup) onView(this.#take(data));
    };
  }

  /** Begins anew, at step 0. */
  async begin(setup: Setup): Promise<void> {
    const digits = setup.data === "digits" ? await digitsFile() : undefined;
    this.#setup++;
    this.nets = setup.nets.map(() => ({ steps: [], losses: [], latest: undefined }));
    this.step = 0;
    this.#worker.postMessage({ kind: "setup", setup, ...(digits && { digits }) });
  }

  run(speed: number): void {
    this.#worker.postMessage({ kind: "run", speed });
  }

  pause(): void {
    this.#worker.postMessage({ kind: "pause" });
  }

  stepOnce(): void {
    this.#worker.postMessage({ kind: "step" });
  }

  #take({ nets, step }: View): boolean {
    this.step = step;
    let hasLayers = false;
    for (const [i, view] of nets.entries()) {
      const record = this.nets[i]!;
      for (const [at, loss] of view.losses) {
        record.steps.push(at);
        record.losses.push(loss);
      }
      hasLayers ||= view.layers !== undefined;
      const { layers = record.latest?.layers, advice = record.latest?.advice } = view;
      record.latest = { ...view, ...(layers && { layers }), ...(advice && { advice }) };
    }
    return hasLayers;
  }
}

let digits: Promise<Uint8Array> | undefined;

function digitsFile(): Promise<Uint8Array> {
  digits ??= fetch("digits.bin").then(async (response) => {
    if (!response.ok)
      throw new Error(`digits: expected the file digits.bin, got ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  });
  return digits;
}

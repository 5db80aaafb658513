/** Milliseconds of computing after which `fit` lets other work of the event loop go first. */
const SLICE = 8;

declare const setImmediate: ((callback: () => void) => void) | undefined;

/** Says when it is time, and then lets pending events run: without the delay that timers have. */
export class GiveWay {
  #since = performance.now();

  get due(): boolean {
    return performance.now() - this.#since >= SLICE;
  }

  async wait(): Promise<void> {
    await new Promise<void>((resolve) => {
      if (typeof setImmediate === "function") {
        setImmediate(resolve);
        return;
      }
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    });
    this.#since = performance.now();
  }
}

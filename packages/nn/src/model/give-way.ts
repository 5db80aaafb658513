/** Milliseconds of computing after which other work of the event loop goes first. */
const SLICE = 8;

/** When the event loop last had its turn, as far as is known here: short trainings in a row count as one. */
let lastTurn = 0;

declare const setImmediate: ((callback: () => void) => void) | undefined;

/** True when it is time to {@link giveWay}. */
export function isTurnDue(): boolean {
  return performance.now() - lastTurn >= SLICE;
}

/** Lets pending events run, without the delay that timers have. */
export async function giveWay(): Promise<void> {
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
  lastTurn = performance.now();
}

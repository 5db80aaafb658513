import { Worker } from "node:worker_threads";
import type { Result } from "./experiment.ts";
import type { Cell, Settings } from "./grid.ts";

/** What a worker is told, and what it answers. */
export interface Order {
  readonly cell: Cell;
  readonly settings: Settings;
}

/**
 * Runs all cells over worker threads, and hands on each result as it comes.
 *
 * @throws (rejects) with the first error of a worker; the others are ended
 */
export async function runAll(
  cells: readonly Cell[],
  settings: Settings,
  threads: number,
  take: (result: Result) => void,
): Promise<void> {
  const waiting = [...cells];
  const workers = Array.from(
    { length: Math.min(threads, cells.length) },
    () => new Worker(new URL("./start-worker.mjs", import.meta.url)),
  );
  try {
    await Promise.all(
      workers.map(
        (worker) =>
          new Promise<void>((resolve, reject) => {
            const next = (): void => {
              const cell = waiting.shift();
              if (cell === undefined) resolve();
              else worker.postMessage({ cell, settings } satisfies Order);
            };
            worker.on("message", (result: Result) => {
              take(result);
              next();
            });
            worker.on("error", reject);
            next();
          }),
      ),
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

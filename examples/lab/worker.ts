import { parentPort } from "node:worker_threads";
import { type LabData, loadData } from "./data.ts";
import { runCell } from "./experiment.ts";
import type { Order } from "./pool.ts";

/** Data that earlier cells have needed. */
const loaded = new Map<string, LabData>();

parentPort?.on("message", async ({ cell, settings }: Order) => {
  const key = `${cell.dataset} ${settings.samples}`;
  const data = loaded.get(key) ?? loadData(cell.dataset, settings.samples);
  loaded.set(key, data);
  parentPort?.postMessage(await runCell(cell, settings, data));
});

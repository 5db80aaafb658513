import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Result } from "./experiment.ts";
import { type Cell, keyOf, type Settings } from "./grid.ts";

/**
 * Results on disk, a line each, so that an interrupted run loses no more than the cells under way. A
 * last line that was cut off is dropped.
 */
export class Store {
  readonly #file: string;
  readonly #results = new Map<string, Result>();

  constructor(file: string) {
    this.#file = file;
    mkdirSync(dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    const whole = readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => this.#take(line));
    writeFileSync(file, whole.map((line) => `${line}\n`).join(""));
  }

  get(cell: Cell, settings: Settings): Result | undefined {
    return this.#results.get(keyOf(cell, settings));
  }

  add(result: Result, settings: Settings): void {
    const line = JSON.stringify({ key: keyOf(result.cell, settings), result });
    appendFileSync(this.#file, `${line}\n`);
    // As it is read again: what is not finite is null.
    this.#take(line);
  }

  #take(line: string): boolean {
    try {
      const { key, result } = JSON.parse(line);
      this.#results.set(key, result);
      return true;
    } catch {
      return false;
    }
  }
}

const COLUMNS = [
  "dataset", "net", "depth", "activation", "initializer", "seed", "initialLoss", "finalLoss",
  "finalAccuracy", "copiesBefore", "copiesAfter", "firstStep", "finite", "findings", "seconds",
] as const; // biome-ignore format: one line each

/** One line a training, for spreadsheets. */
export function toCsv(results: readonly Result[]): string {
  const rows = results.map((result) => {
    const { cell, losses, accuracies, findings } = result;
    const row: Record<(typeof COLUMNS)[number], string | number | boolean> = {
      ...cell,
      ...result,
      finalLoss: losses.at(-1) ?? Number.NaN,
      finalAccuracy: accuracies.at(-1)!,
      findings: findings.join(" "),
    };
    return COLUMNS.map((column) => quoted(`${row[column]}`)).join(",");
  });
  return `${[COLUMNS.join(","), ...rows].join("\n")}\n`;
}

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

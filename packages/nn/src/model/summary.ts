import { formatShape, sizeOf } from "@kindling/core";
import { describe } from "@kindling/init";
import type { Network } from "./network.ts";

/** Layers, output shapes, parameter counts and how each parameter is initialized, as a table. */
export function summarize({ inputShape, nodes, parameters }: Network): string {
  const rows: string[][] = [["layer", "output", "parameters", "initializer"]];
  rows.push(["input", formatShape(["batch", ...inputShape]), "", ""]);
  for (const { label, built, parameters } of nodes) {
    const counts = parameters.map(({ shape }) => sizeOf(shape));
    const total = counts.reduce((sum, count) => sum + count, 0);
    const [first, ...others] = parameters.map(
      ({ path, initializer, fans }) =>
        `${path.slice(path.lastIndexOf("/") + 1)}: ${describe(initializer, fans).line}`,
    );
    rows.push([label, formatShape(["batch", ...built.output]), `${total}`, first ?? ""]);
    for (const line of others) rows.push(["", "", "", line]);
  }
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 2 ? cell.padStart(widths[2]!) : cell.padEnd(widths[column]!))).join("  ").trimEnd(),
  );
  const total = parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return [lines[0], "─".repeat(Math.max(...lines.map((line) => line.length))), ...lines.slice(1), `${total} parameters`].join("\n");
}

import { formatShape, sizeOf } from "@kindling/core";
import { describe } from "@kindling/init";
import type { Parameter } from "../parameter.ts";
import type { Network } from "./network.ts";

/** Layers, output shapes, parameter counts and how each parameter is initialized, as a table. */
export function summarize({ inputShape, nodes, parameters }: Network): string {
  const rows = [
    ["layer", "output", "parameters", "initializer"],
    ["input", formatShape(["batch", ...inputShape]), "", ""],
    ...nodes.flatMap(({ label, built, parameters }) => {
      const [first = "", ...others] = parameters.map(describeParameter);
      const output = formatShape(["batch", ...built.output]);
      return [
        [label, output, `${count(parameters)}`, first],
        ...others.map((text) => ["", "", "", text]),
      ];
    }),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const [head, ...body] = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 2 ? cell.padStart(widths[2]!) : cell.padEnd(widths[column]!),
      )
      .join("  ")
      .trimEnd(),
  );
  const rule = "─".repeat(Math.max(...body.map((line) => line.length)));
  return [head, rule, ...body, rule, `${count(parameters)} parameters`].join("\n");
}

function count(parameters: readonly Parameter[]): number {
  return parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

/** `kernel: N(0, 0.0505²), heNormal, fanIn 784` */
function describeParameter({ path, initializer, fans }: Parameter): string {
  const role = path.slice(path.lastIndexOf("/") + 1);
  try {
    return `${role}: ${describe(initializer, fans).text}`;
  } catch {
    // A saved model may name an initializer that is not registered here; its weights are there.
    return `${role}: ${(initializer as { readonly name: string }).name}, unknown here`;
  }
}

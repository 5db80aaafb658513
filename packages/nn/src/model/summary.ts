import { formatShape, sizeOf } from "@kindling/core";
import { describeInitializer } from "@kindling/init";
import type { Names } from "../names.ts";
import type { Parameter } from "../parameter.ts";
import type { Network } from "./network.ts";

/**
 * Layers, output shapes, parameter counts and how each parameter is initialized, as a table. In a
 * graph that is no row of layers each names what it is applied to.
 */
export function summarize(
  { inputShapes, nodes, parameters }: Network,
  statistics: boolean,
  names: Names,
): string {
  const plain = inputShapes.length === 1 && nodes.every(({ inputs }, i) => `${inputs}` === `${i}`);
  const values = [
    ...inputShapes.map((_, i) => (inputShapes.length > 1 ? `input_${i + 1}` : "input")),
    ...nodes.map(({ path }) => path),
  ];
  const rows = [
    ["layer", "output", "parameters", "initializer"],
    ...inputShapes.map((shape, i) => [values[i]!, formatShape(["batch", ...shape]), "", ""]),
    ...nodes.flatMap((node, i) => {
      const { label, built } = node;
      // A layer that is applied again has the parameters that stand at its first place.
      const parameters =
        nodes.findIndex(({ layer }) => layer === node.layer) < i ? [] : node.parameters;
      const [first = "", ...others] = parameters.map((one) =>
        describeParameter(one, statistics, names),
      );
      const output = formatShape(["batch", ...built.output]);
      return [
        [
          plain ? label : `${label}(${node.inputs.map((v) => values[v]).join(", ")})`,
          output,
          `${count(parameters)}`,
          first,
        ],
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
  const idle = count(parameters.filter(({ trainable, rule }) => !trainable || rule.freeze));
  const total = `${count(parameters)} parameters${idle > 0 ? `, ${idle} of them not trained` : ""}`;
  return [head, rule, ...body, rule, total].join("\n");
}

function count(parameters: readonly Parameter[]): number {
  return parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
}

/** `kernel: N(0, 0.0505²), heNormal, fanIn 784` */
function describeParameter(parameter: Parameter, statistics: boolean, names: Names): string {
  const { path, value } = parameter;
  const role = path.slice(path.lastIndexOf("/") + 1);
  return `${role}: ${describeStart(parameter, names, statistics ? value : undefined)}`;
}

/** How a parameter starts: `N(0, 0.0505²), heNormal, fanIn 784`, and what `value` is like. */
export function describeStart(
  { initializer, fans }: Parameter,
  names: Names,
  value?: Parameter["value"],
): string {
  try {
    return describeInitializer(names.initializer(initializer), fans, value).text;
  } catch {
    // A saved model may name an initializer that is not registered here; its weights are there.
    return `${(initializer as { readonly name: string }).name}, unknown here`;
  }
}

import type { Answer } from "./hypotheses.ts";
import {
  finalAccuracy,
  finalLoss,
  type Group,
  gradientRatio,
  mean,
  percent,
  short,
} from "./summary.ts";

/** What each group of trainings came to, as lines for a terminal. */
export function tableOf(groups: readonly Group[]): string {
  const head = [
    "data",
    "layers",
    "activation",
    "initializer",
    "loss",
    "accuracy",
    "gradient",
    "copies",
    "findings",
  ];
  const rows = groups.map(({ cell, results }) => [
    cell.dataset,
    `${cell.depth}`,
    cell.activation,
    cell.initializer,
    short(mean(results.map(finalLoss))),
    percent(mean(results.map(finalAccuracy))),
    short(mean(results.map(gradientRatio))),
    percent(mean(results.map(({ copiesAfter }) => copiesAfter))),
    [...new Set(results.flatMap(({ findings }) => findings))].join(" "),
  ]);
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]!.length)));
  const isText = (column: number): boolean => [0, 2, 3, 8].includes(column);
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, i) => (isText(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Claims with their verdicts, as lines for a terminal. */
export function verdictsOf(answers: readonly Answer[]): string {
  return answers
    .map(({ claim, verdict, figures }) => `${verdict.toUpperCase()}: ${claim}\n    ${figures}`)
    .join("\n");
}

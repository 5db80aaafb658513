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

/** A column of the table of all trainings: means over the seeds. */
interface Column {
  readonly name: string;
  readonly isText?: boolean;
  readonly cell: (group: Group) => string;
}

const COLUMNS: readonly Column[] = [
  { name: "data", isText: true, cell: ({ cell }) => cell.dataset },
  { name: "net", isText: true, cell: ({ cell }) => cell.net },
  { name: "layers", cell: ({ cell }) => `${cell.depth}` },
  { name: "activation", isText: true, cell: ({ cell }) => cell.activation },
  { name: "initializer", isText: true, cell: ({ cell }) => cell.initializer },
  { name: "loss", cell: ({ results }) => short(mean(results.map(finalLoss))) },
  { name: "accuracy", cell: ({ results }) => percent(mean(results.map(finalAccuracy))) },
  { name: "gradient", cell: ({ results }) => short(mean(results.map(gradientRatio))) },
  {
    name: "copies",
    cell: ({ results }) => percent(mean(results.map(({ copiesAfter }) => copiesAfter))),
  },
  { name: "seconds", cell: ({ results }) => short(mean(results.map(({ seconds }) => seconds))) },
  {
    name: "findings",
    isText: true,
    cell: ({ results }) => [...new Set(results.flatMap(({ findings }) => findings))].join(" "),
  },
];

/** What each group of trainings came to; the first row holds the names of the columns. */
export function rowsOf(groups: readonly Group[]): string[][] {
  return [
    COLUMNS.map(({ name }) => name),
    ...groups.map((group) => COLUMNS.map(({ cell }) => cell(group))),
  ];
}

/** The same as lines for a terminal. */
export function tableOf(groups: readonly Group[]): string {
  const rows = rowsOf(groups);
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows
    .map((row) =>
      row
        .map((text, i) =>
          COLUMNS[i]!.isText ? text.padEnd(widths[i]!) : text.padStart(widths[i]!),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** Claims with their verdicts, as lines for a terminal. */
export function verdictsOf(answers: readonly Answer[]): string {
  return answers
    .map(({ claim, verdict, figures }) =>
      [`${verdict.toUpperCase()}: ${claim}`, ...figures.map((figure) => `    ${figure}`)].join(
        "\n",
      ),
    )
    .join("\n");
}

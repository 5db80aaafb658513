import { columnsOf, type Histogram } from "./columns.ts";
import type { Diagnosis } from "./diagnose.ts";
import type { Finding } from "./finding.ts";
import { placeOf, sentencesOf } from "./sentences.ts";

/** Eighths of a line, for histograms of one line. */
const BARS = " ▁▂▃▄▅▆▇█";
/** Characters of a histogram. */
const WIDTH = 16;

/** A diagnosis for a terminal. Columns stand where their names begin, or figures where they end. */
export function textOf(diagnosis: Diagnosis): string {
  const { layers, findings } = diagnosis;
  const shown = columnsOf(diagnosis).filter(({ isDetail }) => !isDetail);
  const columns = shown.map(({ name, cell }) => {
    const cells = layers.map(cell);
    const lines = [name, ...cells.map((each) => (isText(each) ? each : sparkline(each)))];
    const width = Math.max(...lines.map((line) => line.length));
    const isLeft = name === "layer" || cells.some((each) => !isText(each));
    return lines.map((line) => (isLeft ? line.padEnd(width) : line.padStart(width)));
  });
  const rows = [...columns[0]!.keys()];
  return [
    ...rows.map((row) =>
      columns
        .map((column) => column[row])
        .join("  ")
        .trimEnd(),
    ),
    "",
    ...sentencesOf(diagnosis),
    "",
    ...(findings.length === 0 ? ["Nothing found."] : findings.flatMap(linesOf)),
  ].join("\n");
}

function isText(cell: string | Histogram): cell is string {
  return typeof cell === "string";
}

function linesOf(finding: Finding): string[] {
  const { severity, figure, why, remedy } = finding;
  return [
    `${severity === "error" ? "✗" : "!"} ${placeOf(finding)}: ${figure}`,
    `  ${why}`,
    `  → ${remedy.code}`,
  ];
}

/** A histogram in one line, each character as high as its share of the largest. */
function sparkline({ counts }: Histogram): string {
  if (counts.length === 0) return "not finite";
  const width = counts.length / WIDTH;
  const sums = Array.from({ length: WIDTH }, (_, i) =>
    counts.slice(i * width, (i + 1) * width).reduce((sum, count) => sum + count, 0),
  );
  const most = Math.max(...sums);
  return sums.map((sum) => BARS[Math.ceil((sum / most) * (BARS.length - 1))]).join("");
}

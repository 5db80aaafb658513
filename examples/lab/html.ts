import type { Chart } from "./charts.ts";
import type { Settings } from "./grid.ts";
import type { Answer } from "./hypotheses.ts";
import { finalAccuracy, finalLoss, type Group, mean, percent, short } from "./summary.ts";

/** The whole report as one file that needs nothing else. */
export function htmlOf(report: {
  readonly settings: Settings;
  readonly answers: readonly Answer[];
  readonly charts: readonly Chart[];
  readonly groups: readonly Group[];
}): string {
  const { settings, answers, charts, groups } = report;
  const { width, epochs, batchSize, learningRate, samples } = settings;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>What an initializer does to a net</title>
<style>${STYLE}</style>
<main>
<h1>What an initializer does to a net</h1>
<p>Nets of dense layers with ${width} units each, trained by plain gradient descent with the same learning
rate (${learningRate}) on the same ${samples} samples in the same order, batches of ${batchSize}, for
${epochs} epochs. Only depth, activation and initializer differ.</p>
<h2>The claims, and what the trainings say</h2>
<dl>${answers.map(answerOf).join("\n")}</dl>
${charts.map(figureOf).join("\n")}
<h2>All trainings</h2>
${tableOf(
  [
    "data",
    "layers",
    "activation",
    "initializer",
    "seeds",
    "loss",
    "accuracy",
    "copies before",
    "copies after",
    "seconds",
  ],
  groups.map(({ cell, results }) => [
    cell.dataset,
    `${cell.depth}`,
    cell.activation,
    cell.initializer,
    `${results.length}`,
    short(mean(results.map(finalLoss))),
    percent(mean(results.map(finalAccuracy))),
    percent(mean(results.map(({ copiesBefore }) => copiesBefore))),
    percent(mean(results.map(({ copiesAfter }) => copiesAfter))),
    short(mean(results.map(({ seconds }) => seconds))),
  ]),
)}
</main>
`;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1c1c1e; --ground: #fdfdfc; --line: #d8d8d4; --soft: #6b6b70; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8ea; --ground: #17171a; --line: #3a3a40; --soft: #a0a0a8; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 1rem; }
h1 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
dt { margin-top: 1.2rem; font-weight: 600; } dd { margin: 0.2rem 0 0; } .soft { color: var(--soft); }
.verdict { display: inline-block; padding: 0 0.5em; border: 1px solid; border-radius: 1em; font-size: 0.85em; }
figure { margin: 2.5rem 0; } figure svg { max-width: 100%; height: auto; } figcaption strong { display: block; }
details, .scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: 0.85rem; }
th, td { padding: 0.15rem 0.6rem 0.15rem 0; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
td { font-variant-numeric: tabular-nums; }
`;

function answerOf({ claim, criterion, verdict, figures, remark }: Answer): string {
  const lines = [
    `<span class="verdict">${verdict}</span> ${escaped(figures)}`,
    `<span class="soft">Counts as a yes: ${escaped(criterion)}</span>`,
    ...(remark ? [escaped(remark)] : []),
  ];
  return `<dt>${escaped(claim)}</dt>${lines.map((line) => `<dd>${line}</dd>`).join("")}`;
}

function figureOf({ title, caption, svg, head, rows }: Chart): string {
  return `<figure>
<figcaption><strong>${escaped(title)}</strong> ${escaped(caption)}</figcaption>
${svg}
<details><summary>The numbers</summary>${tableOf(head, rows)}</details>
</figure>`;
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join("")}</tr>`;
  return `<div class="scroll"><table><thead>${line(head, "th")}</thead>
<tbody>${rows.map((row) => line(row, "td")).join("\n")}</tbody></table></div>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

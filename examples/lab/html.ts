import { type Diagnosis, formatDiagnosis } from "@kindling/nn";
import type { Chart } from "./draw.ts";
import type { Settings } from "./grid.ts";
import type { Answer } from "./hypotheses.ts";
import type { Group } from "./summary.ts";
import { rowsOf } from "./table.ts";

/** What the doctor said of one net. */
export interface NamedDiagnosis {
  readonly name: string;
  readonly diagnosis: Diagnosis;
}

/** The whole report as one file that needs nothing else. */
export function htmlOf(report: {
  readonly settings: Settings;
  readonly answers: readonly Answer[];
  readonly charts: readonly Chart[];
  readonly groups: readonly Group[];
  readonly diagnoses: readonly NamedDiagnosis[];
}): string {
  const { settings, answers, charts, groups, diagnoses } = report;
  const { width, epochs, batchSize, learningRate, samples } = settings;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>What an initializer does to a net</title>
<style>${STYLE}</style>
<main>
<h1>What an initializer does to a net</h1>
<p>Nets with ${width} units a layer, trained by plain gradient descent with the same learning rate
(${learningRate}) on the same ${samples} samples in the same order, batches of ${batchSize}, for ${epochs}
epochs. Only depth, activation and initializer differ.</p>
${answers.length > 0 ? `<h2>The claims, and what the trainings say</h2>\n<dl>${answers.map(answerOf).join("\n")}</dl>` : ""}
<h2>The trainings in charts</h2>
${charts.map(figureOf).join("\n")}
<h2>What the doctor says before the training</h2>
${diagnoses.map(detailsOf).join("\n")}
<h2>All trainings</h2>
${tableOf("Means over the seeds. Gradient: at the first hidden layer, in units of that at the last one, before the training. Copies: after it.", rowsOf(groups))}
</main>
`;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1c1c1e; --ground: #fdfdfc; --line: #d8d8d4; --soft: #63636a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8ea; --ground: #17171a; --line: #3a3a40; --soft: #a0a0a8; } }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 50rem; margin: 0 auto; padding: 1rem; }
h1 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
dt { margin-top: 1.2rem; font-weight: 600; } dd { margin: 0.2rem 0 0; } dd ul { margin: 0; padding-left: 1.2rem; } .soft { color: var(--soft); }
.verdict { display: inline-block; padding: 0 0.5em; border: 1px solid; border-radius: 1em; font-size: 0.85em; }
figure { margin: 2.5rem 0; } figure svg { display: block; } figcaption strong { display: block; }
.scroll { overflow-x: auto; } summary { cursor: pointer; }
table { border-collapse: collapse; font-size: 0.85rem; } caption { text-align: left; }
th, td { padding: 0.15rem 0.6rem 0.15rem 0; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
td { font-variant-numeric: tabular-nums; }
`;

function answerOf({ claim, criterion, verdict, figures, remark }: Answer): string {
  const list = figures.map((figure) => `<li>${escaped(figure)}</li>`).join("");
  return `<dt>${escaped(claim)}</dt>
<dd><span class="verdict">${verdict}</span> <span class="soft">Counts as a yes: ${escaped(criterion)}</span></dd>
<dd><ul>${list}</ul></dd>
<dd>${escaped(remark)}</dd>`;
}

function figureOf({ title, caption, svg, rows }: Chart): string {
  const name = escaped(`${title}. ${caption} The numbers follow as a table.`);
  return `<figure>
<figcaption><strong>${escaped(title)}</strong> ${escaped(caption)}</figcaption>
<div class="scroll" role="region" aria-label="${escaped(title)}" tabindex="0"><div role="img" aria-label="${name}">${svg}</div></div>
<details><summary>The numbers</summary>${tableOf(title, rows)}</details>
</figure>`;
}

function detailsOf({ name, diagnosis }: NamedDiagnosis): string {
  const { length } = diagnosis.findings;
  const found =
    length === 0 ? "nothing found" : `${length} ${length === 1 ? "finding" : "findings"}`;
  return `<details><summary>${escaped(name)}: ${found}</summary>
${formatDiagnosis(diagnosis, { format: "htmlFragment" })}</details>`;
}

/** The first row holds the names of the columns. */
function tableOf(caption: string, [head, ...rows]: readonly (readonly string[])[]): string {
  const names = head!.map((name) => `<th scope="col">${escaped(name)}</th>`).join("");
  const body = rows.map(
    (row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`,
  );
  return `<div class="scroll" role="region" aria-label="${escaped(caption)}" tabindex="0"><table><caption>${escaped(caption)}</caption>
<thead><tr>${names}</tr></thead>
<tbody>${body.join("\n")}</tbody></table></div>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

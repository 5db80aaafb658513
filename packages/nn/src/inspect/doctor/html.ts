import { columnsOf, type Histogram } from "./columns.ts";
import { depthChart } from "./depth-chart.ts";
import type { Diagnosis } from "./diagnose.ts";
import { escaped } from "./escaped.ts";
import { short } from "./figures.ts";
import type { Finding } from "./finding.ts";
import { placeOf, sentencesOf } from "./sentences.ts";
import { weightedOf } from "./trend.ts";

/** A file of its own. */
export function pageOf(diagnosis: Diagnosis): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Diagnosis</title>
<style>:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; } body { margin: 1rem; }</style>
<h1>Diagnosis</h1>
${fragmentOf(diagnosis)}
</html>
`;
}

/** A part of a page, in its colours. */
export function fragmentOf(diagnosis: Diagnosis): string {
  const { findings } = diagnosis;
  return `<section class="kindling-diagnosis" aria-label="Diagnosis">
<style>${STYLE}</style>
<p>${sentencesOf(diagnosis)
    .map((sentence) => escaped(`${sentence[0]!.toUpperCase()}${sentence.slice(1)}.`))
    .join("<br>\n")}</p>
${findings.length === 0 ? "<p><strong>Nothing found.</strong></p>" : `<ol aria-label="Findings">${findings.map(itemOf).join("\n")}</ol>`}
${chartsOf(diagnosis)}
${tableOf(diagnosis)}
</section>`;
}

/** Colours that lie between ink and ground, whichever these are. */
const STYLE = `
.kindling-diagnosis { --line: color-mix(in srgb, currentColor 22%, transparent); }
.kindling-diagnosis .scroll { overflow-x: auto; }
.kindling-diagnosis table { border-collapse: collapse; font-size: 0.85em; }
.kindling-diagnosis caption { text-align: left; padding-bottom: 0.3em; }
.kindling-diagnosis th, .kindling-diagnosis td { padding: 0.15em 0.7em 0.15em 0; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.kindling-diagnosis th { font-weight: 600; } .kindling-diagnosis th:first-child { text-align: left; }
.kindling-diagnosis svg { vertical-align: middle; fill: currentColor; }
.kindling-diagnosis figure { display: inline-block; max-width: 320px; margin: 0 1em 1em 0; vertical-align: top; }
.kindling-diagnosis code { overflow-wrap: anywhere; }
.kindling-diagnosis dt { float: left; clear: left; width: 7em; font-weight: 600; } .kindling-diagnosis dd { margin: 0 0 0 7em; }
.kindling-diagnosis summary { cursor: pointer; }
.kindling-diagnosis li { margin-bottom: 0.8em; }
.kindling-diagnosis .severity { padding: 0 0.5em; border: 1px solid; border-radius: 1em; font-size: 0.85em; }`;

function itemOf(finding: Finding): string {
  const { severity, figure, why, remedy } = finding;
  return `<li><span class="severity">${severity}</span> <strong>${escaped(placeOf(finding))}</strong>: ${escaped(figure)}<br>
${escaped(why)}<br>
<code>${escaped(remedy.code)}</code></li>`;
}

function chartsOf(diagnosis: Diagnosis): string {
  const layers = weightedOf(diagnosis);
  if (layers.length < 2) return "";
  return [
    depthChart({
      title: "Root mean square of the values, layer by layer",
      measured: layers.map(({ values }) => values.rms),
      predicted: layers.map(({ predicted }) => predicted?.rms),
    }),
    depthChart({
      title: "Norm of the gradient, layer by layer",
      measured: layers.map(({ gradients }) => gradients?.norm),
      predicted: layers.map(({ predictedGradient }) => predictedGradient),
    }),
  ].join("\n");
}

function tableOf(diagnosis: Diagnosis): string {
  const columns = columnsOf(diagnosis);
  const head = columns.map(({ name }) => `<th scope="col">${escaped(name)}</th>`);
  const rows = diagnosis.layers.map((layer) =>
    columns.map(({ cell }, i) => {
      const content = cellOf(cell(layer));
      return i === 0 ? `<th scope="row">${content}</th>` : `<td>${content}</td>`;
    }),
  );
  const meanings = columns.map(
    ({ name, meaning }) => `<dt>${escaped(name)}</dt><dd>${escaped(meaning)}</dd>`,
  );
  return `<div class="scroll" role="region" aria-label="Layer by layer" tabindex="0"><table>
<caption>Layer by layer</caption>
<thead><tr>${head.join("")}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.join("")}</tr>`).join("\n")}</tbody>
</table></div>
<details><summary>What the columns say</summary><dl>${meanings.join("\n")}</dl></details>`;
}

function cellOf(cell: string | Histogram): string {
  return typeof cell === "string" ? escaped(cell) : barsOf(cell);
}

const [WIDTH, HEIGHT] = [96, 24];

/** A histogram as a picture, with where it begins, ends and is highest in words. */
function barsOf({ counts, min, max }: Histogram): string {
  if (counts.length === 0) return "not finite";
  const most = Math.max(...counts);
  const width = WIDTH / counts.length;
  const peak = min + ((counts.indexOf(most) + 0.5) / counts.length) * (max - min);
  const bars = counts.flatMap((count, i) => {
    const height = Math.ceil((HEIGHT * count) / most);
    return count > 0 ? [`M${i * width} ${HEIGHT}v${-height}h${width}v${height}z`] : [];
  });
  const name = `from ${short(min)} to ${short(max)}, most around ${short(peak)}`;
  return `<svg role="img" aria-label="${name}" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"><title>${name}</title><path d="${bars.join("")}"/></svg>`;
}

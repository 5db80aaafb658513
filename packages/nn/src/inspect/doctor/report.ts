import type { Diagnosis } from "./diagnose.ts";
import { percent, short } from "./figures.ts";
import type { Finding } from "./finding.ts";
import type { LayerFigures, ParameterFigures } from "./observe.ts";

/** Eighths of a line, for histograms of one line. */
const BARS = " ▁▂▃▄▅▆▇█";
/** Characters of a histogram. */
const WIDTH = 16;

/**
 * A diagnosis as text: what passes through each layer, then the findings with their remedies.
 *
 * `spread` is the standard deviation, `theory` what mean-field theory expects of `rms`, `rank` the
 * dimensions that the samples spread over, `gradient` its norm in units of that at the last layer,
 * `update` ‖Δw‖/‖w‖ of one step.
 *
 * @example console.log(formatDiagnosis(diagnose(model, { x, y })))
 */
export function formatDiagnosis(diagnosis: Diagnosis): string {
  const { layers, parameters, findings, loss, lossAfter, batch } = diagnosis;
  const last = layers.findLast(({ gradients }) => gradients !== undefined)?.gradients?.norm ?? 0;
  const rows = layers.map((layer) => rowOf(layer, parameters, last));
  const head = [
    "layer", "units", "mean", "spread", "rms", "theory", "zeros", "dead", "rank", "values", "gradient", "update",
  ]; // biome-ignore format: one line
  return [
    ...tableOf([head, ...rows]),
    "",
    `loss of ${batch} samples ${short(loss)}, after one step ${short(lossAfter)}`,
    "",
    ...(findings.length === 0 ? ["Nothing found."] : findings.flatMap(linesOf)),
  ].join("\n");
}

function rowOf(
  { path, values, gradients, predicted }: LayerFigures,
  parameters: readonly ParameterFigures[],
  lastNorm: number,
): string[] {
  const kernels = parameters.filter(
    ({ layer, parameter }) =>
      (layer === path || layer.startsWith(`${path}/`)) && parameter.shape.length > 1,
  );
  const update = Math.max(...kernels.map(({ updateRatio }) => updateRatio));
  return [
    path,
    `${values.units}`,
    short(values.mean),
    short(values.std),
    short(values.rms),
    predicted ? short(predicted.rms) : "",
    values.zeros > 0 ? percent(values.zeros) : "",
    values.deadUnits > 0 ? percent(values.deadUnits) : "",
    short(values.rank),
    sparkline(values.histogram),
    gradients ? short(gradients.norm / lastNorm) : "",
    kernels.length > 0 ? short(update) : "",
  ];
}

function linesOf({ severity, paths, figure, why, remedy }: Finding): string[] {
  const [first, ...others] = paths;
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return [
    `${severity === "error" ? "✗" : "!"} ${first}${more}: ${figure}`,
    `  ${why}`,
    `  → ${remedy.code}`,
  ];
}

/** A histogram in one line, each character as high as its share of the largest. */
function sparkline(histogram: readonly number[]): string {
  if (histogram.length === 0) return "not finite";
  const width = histogram.length / WIDTH;
  const sums = Array.from({ length: WIDTH }, (_, i) =>
    histogram.slice(i * width, (i + 1) * width).reduce((sum, count) => sum + count, 0),
  );
  const most = Math.max(...sums);
  return sums.map((sum) => BARS[Math.ceil((sum / most) * (BARS.length - 1))]).join("");
}

/** The column of the histograms. */
const HISTOGRAM = 9;

/** Columns as wide as their widest cell; names and histograms to the left, figures to the right. */
function tableOf(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column < 2 || column === HISTOGRAM
          ? cell.padEnd(widths[column]!)
          : cell.padStart(widths[column]!),
      )
      .join("  ")
      .trimEnd(),
  );
}

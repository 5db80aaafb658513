import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Result } from "./experiment.ts";
import { ACTIVATIONS, INITIALIZERS } from "./grid.ts";
import { groupsOf, mean, short } from "./summary.ts";

/** A chart, and its numbers for those who do not see it. */
export interface Chart {
  readonly title: string;
  /** What to look at. */
  readonly caption: string;
  readonly svg: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Told apart on light and on dark ground, and without red against green. */
const COLOURS = [
  "#8a8a8a", "#b08968", "#d62f6e", "#9d6bdb", "#c98a00", "#2f8fd6", "#1aa7a1", "#e2622d", "#5a9e3f",
]; // biome-ignore format: one line

type Row = Readonly<Record<string, string | number | null>>;

/** The charts of one data set. */
export async function chartsOf(results: readonly Result[]): Promise<Chart[]> {
  const dataset = results[0]!.cell.dataset;
  const deepest = Math.max(...results.map(({ cell }) => cell.depth));
  const deep = results.filter(({ cell }) => cell.depth === deepest);
  return [
    await curves(results, {
      title: `Loss on ${dataset}, epoch by epoch`,
      caption:
        "Mean over the seeds, with a band from the lowest to the highest. A line that leaves the chart is above twice the loss of guessing, one that ends early has overflowed.",
      y: "loss",
      most: 2 * Math.log(dataset === "mnist" ? 10 : 2),
      values: ({ losses }) => losses.map((loss, i) => [i + 1, loss]),
    }),
    await curves(results, {
      title: `Accuracy on ${dataset}, epoch by epoch`,
      caption: "Share of the test that is answered rightly, from before the first epoch on.",
      y: "accuracy",
      most: 1,
      values: ({ accuracies }) => accuracies.map((accuracy, i) => [i, accuracy]),
    }),
    await scales(deep, {
      title: `Spread of the activations on ${dataset}, layer by layer, before the first step`,
      caption: `Root mean square of each layer's outputs at ${deepest} hidden layers; dashed: what mean-field theory predicts from laws and activations alone.`,
      measured: ({ rms }) => rms,
      predicted: ({ predictedRms }) => predictedRms,
    }),
    await scales(deep, {
      title: `Gradients on ${dataset}, layer by layer, before the first step`,
      caption: `Norm of the gradient of the loss by each layer's outputs at ${deepest} hidden layers. A flat line lets all layers learn alike.`,
      measured: ({ gradient }) => gradient,
      predicted: () => null,
    }),
  ];
}

async function curves(
  results: readonly Result[],
  what: {
    readonly title: string;
    readonly caption: string;
    readonly y: "loss" | "accuracy";
    /** Where the axis ends. */
    readonly most: number;
    readonly values: (result: Result) => readonly (readonly [epoch: number, value: number])[];
  },
): Promise<Chart> {
  const rows: Row[] = groupsOf(results).flatMap(({ results: same }) => {
    const all = same.map(what.values);
    const longest = all.reduce((a, b) => (b.length > a.length ? b : a));
    return longest.map(([epoch], i) => {
      const values = all.flatMap((curve) => (i < curve.length ? [curve[i]![1]] : []));
      const [low, high] = [Math.min(...values), Math.max(...values)];
      return { ...facetOf(same[0]!), epoch, value: mean(values), low, high };
    });
  });
  const encoding = {
    x: { field: "epoch", type: "quantitative", title: "epoch" },
    y: { field: "value", type: "quantitative", title: what.y, scale: { domain: [0, what.most] } },
    color: colour(),
  } as const;
  const band = { ...encoding, y: { ...encoding.y, field: "low" }, y2: { field: "high" } };
  return draw(what, rows, ["depth", "activation", "initializer", "epoch", "value"], {
    layer: [
      { mark: { type: "area", opacity: 0.15, clip: true }, encoding: band },
      { mark: { type: "line", strokeWidth: 2, clip: true }, encoding },
    ],
  });
}

async function scales(
  results: readonly Result[],
  what: {
    readonly title: string;
    readonly caption: string;
    readonly measured: (scale: Result["scales"][number]) => number;
    readonly predicted: (scale: Result["scales"][number]) => number | null;
  },
): Promise<Chart> {
  const rows: Row[] = groupsOf(results)
    .flatMap(({ results: same }) =>
      same[0]!.scales.slice(0, -1).flatMap(({ layer }, i) => {
        const at = same.map(({ scales }) => scales[i]!);
        const place = { ...facetOf(same[0]!), layer };
        const theory = what.predicted(at[0]!);
        return [
          { ...place, kind: "measured", value: positive(mean(at.map(what.measured))) },
          { ...place, kind: "theory", value: positive(theory) },
        ];
      }),
    )
    .filter(({ value }) => value !== null);
  return draw(
    what,
    rows,
    ["activation", "initializer", "layer", "kind", "value"],
    {
      mark: { type: "line", strokeWidth: 2 },
      encoding: {
        x: {
          field: "layer",
          type: "quantitative",
          title: "hidden layer",
          axis: { tickMinStep: 1 },
        },
        y: {
          field: "value",
          type: "quantitative",
          scale: { type: "log" },
          title: null,
          axis: { format: ".0e" },
        },
        color: colour(),
        strokeDash: {
          field: "kind",
          scale: {
            domain: ["measured", "theory"],
            range: [
              [1, 0],
              [3, 4],
            ],
          },
          legend: { title: null, orient: "bottom" },
        },
      },
    },
    "independent",
  );
}

/** On a logarithmic axis there is no 0. */
function positive(value: number | null): number | null {
  return value !== null && value > 0 && Number.isFinite(value) ? value : null;
}

function facetOf({ cell: { depth, activation, initializer } }: Result) {
  return { depth: `${depth} layers`, activation, initializer };
}

/** From shallow to deep. */
function depthsOf(rows: readonly Row[]): string[] {
  const depths = new Set(rows.map(({ depth }) => `${depth}`));
  return Array.from(depths).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}

function colour() {
  const domain = Object.keys(INITIALIZERS);
  return {
    field: "initializer",
    type: "nominal",
    scale: { domain, range: COLOURS },
    legend: { title: null, orient: "bottom", columns: 3, symbolOpacity: 1, symbolType: "stroke" },
  } as const;
}

async function draw(
  { title, caption }: { readonly title: string; readonly caption: string },
  rows: readonly Row[],
  columns: readonly string[],
  unit: object,
  scales: "shared" | "independent" = "shared",
): Promise<Chart> {
  const spec = {
    description: `${title}. ${caption}`,
    data: { values: rows },
    background: null,
    facet: {
      row: { field: "activation", sort: [...ACTIVATIONS], title: null },
      column: { field: "depth", title: null, sort: depthsOf(rows) },
    },
    spec: { width: 250, height: 150, ...unit },
    resolve: { scale: { y: scales } },
    config: {
      font: "system-ui, sans-serif",
      axis: {
        labelColor: "currentColor",
        titleColor: "currentColor",
        gridOpacity: 0.2,
        domainOpacity: 0.4,
        tickOpacity: 0.4,
      },
      legend: { labelColor: "currentColor", symbolStrokeWidth: 3, labelLimit: 200 },
      header: { labelColor: "currentColor", labelFontSize: 12 },
      view: { stroke: null },
    },
  } as unknown as TopLevelSpec;
  const view = new View(parse(compile(spec).spec), { renderer: "none" });
  const svg = await view.toSVG();
  view.finalize();
  const shown = rows.map((row) =>
    columns.map((column) => {
      const value = row[column];
      return typeof value === "number" && column === "value" ? short(value) : `${value}`;
    }),
  );
  return { title, caption, svg, head: columns, rows: shown };
}

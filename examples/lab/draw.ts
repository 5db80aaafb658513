import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { INITIALIZERS } from "./grid.ts";
import { short } from "./summary.ts";

/** A chart, and its numbers for those who do not see it. */
export interface Chart {
  readonly title: string;
  /** What to look at. */
  readonly caption: string;
  readonly svg: string;
  /** The first row holds the names of the columns. */
  readonly rows: readonly (readonly string[])[];
}

/**
 * Told apart without red against green, and at least three times as light or dark as either ground:
 * a contrast of 3.1 and more on #fdfdfc and on #17171a, as WCAG 2.2 counts it.
 */
const COLOURS = [
  "#8a8a8a", "#b08968", "#d62f6e", "#9d6bdb", "#b57b00", "#2f8fd6", "#149089", "#e2622d", "#5a9e3f",
]; // biome-ignore format: one line

/** Of all the fields of a row side by side, in pixels. */
const WIDTH = 570;

/** A point of a chart, with its depth, activation and initializer. */
export type Row = Readonly<Record<string, string | number | null>>;

/**
 * Draws a field for each depth and activation that the rows have, in the ink of the page around it.
 *
 * @param columns of the rows, as the table shows them
 * @param unit what each field holds, in Vega-Lite
 */
export async function draw(
  { title, caption }: { readonly title: string; readonly caption: string },
  rows: readonly Row[],
  columns: readonly string[],
  unit: object,
  scales: "shared" | "independent" = "shared",
): Promise<Chart> {
  const activations = [...new Set(rows.map(({ activation }) => activation))];
  const soft = {
    gridColor: "currentColor",
    domainColor: "currentColor",
    tickColor: "currentColor",
  };
  const spec = {
    data: { values: rows },
    background: null,
    facet: {
      row: { field: "depth", sort: depthsIn(rows), title: null },
      column: { field: "activation", sort: activations, title: null },
    },
    spec: { width: Math.max(100, WIDTH / activations.length), ...unit },
    resolve: { scale: { y: scales } },
    config: {
      aria: false,
      font: "system-ui, sans-serif",
      axis: {
        ...soft,
        labelColor: "currentColor",
        titleColor: "currentColor",
        titleFontWeight: "normal",
        gridOpacity: 0.12,
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
      return typeof value === "number" ? short(value) : `${value}`;
    }),
  );
  return { title, caption, svg, rows: [[...columns], ...shown] };
}

/** Those of the experiment have the same colour in every report. */
export function colour(rows: readonly Row[]) {
  const domain = namesIn(rows);
  const known = Object.keys(INITIALIZERS);
  const others = domain.filter((name) => !known.includes(name));
  const free = COLOURS.filter((_, i) => !domain.includes(known[i]!));
  const range = domain.map((name) =>
    known.includes(name)
      ? COLOURS[known.indexOf(name)]!
      : free[others.indexOf(name) % Math.max(free.length, 1)]!,
  );
  return {
    field: "initializer",
    type: "nominal",
    scale: { domain, range },
    legend: { title: null, orient: "bottom", columns: 5, symbolOpacity: 1, symbolType: "stroke" },
  } as const;
}

/** Initializers, those of the experiment first. */
export function namesIn(rows: readonly Row[]): string[] {
  const own = new Set(rows.map(({ initializer }) => `${initializer}`));
  const known = Object.keys(INITIALIZERS);
  return [...known.filter((name) => own.has(name)), ...[...own].filter((n) => !known.includes(n))];
}

/** From shallow to deep. */
function depthsIn(rows: readonly Row[]): string[] {
  const depths = new Set(rows.map(({ depth }) => `${depth}`));
  return Array.from(depths).sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
}

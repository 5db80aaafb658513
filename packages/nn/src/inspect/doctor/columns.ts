import type { Diagnosis } from "./diagnose.ts";
import { percent, short } from "./figures.ts";
import type { LayerFigures } from "./observation.ts";
import { isWithin } from "./trend.ts";

/** A column of the table of layers: a figure in words, or a histogram. */
export interface Column {
  readonly name: string;
  readonly meaning: string;
  /** Left out where a line is as long as a terminal is wide. */
  readonly isDetail?: boolean;
  readonly cell: (layer: LayerFigures) => string | Histogram;
}

/** Numbers of a layer, counted in bins of equal width; no bins where some are not finite. */
export interface Histogram {
  readonly counts: readonly number[];
  readonly min: number;
  readonly max: number;
}

/** The columns of a diagnosis that have something to say. */
export function columnsOf(diagnosis: Diagnosis): Column[] {
  const { layers } = diagnosis;
  return allOf(diagnosis).filter(({ cell }) => layers.some((layer) => cell(layer) !== ""));
}

function allOf({ layers, parameters, copies }: Diagnosis): Column[] {
  const lastNorm = layers.findLast(({ gradients }) => gradients !== undefined)?.gradients?.norm;
  const before = (layer: LayerFigures): LayerFigures | undefined =>
    layers[layers.indexOf(layer) - 1];
  return [
    { name: "layer", meaning: "path of the layer", cell: ({ path }) => path },
    { name: "units", meaning: "extent of the last axis", cell: ({ values }) => `${values.units}` },
    { name: "mean", meaning: "of all values", cell: ({ values }) => short(values.mean) },
    { name: "spread", meaning: "standard deviation", cell: ({ values }) => short(values.std) },
    { name: "rms", meaning: "root mean square", cell: ({ values }) => short(values.rms) },
    {
      name: "theory",
      meaning: "rms that mean-field theory expects",
      cell: ({ predicted }) => (predicted ? short(predicted.rms) : ""),
    },
    {
      name: "× rms",
      isDetail: true,
      meaning: "in units of the layer before",
      cell: (layer) => ratio(layer.values.rms, before(layer)?.values.rms),
    },
    {
      name: "zeros",
      meaning: "share of values that are 0",
      cell: ({ values }) => share(values.zeros),
    },
    {
      name: "dead",
      meaning: "share of units that are 0 for all samples",
      cell: ({ values }) => share(values.deadUnits),
    },
    {
      name: "ends",
      meaning: "share of values where the activation is flat",
      cell: ({ saturated }) => share(saturated),
    },
    {
      name: "copies",
      meaning: "units with the weights of another",
      cell: ({ path }) => {
        const own = copies.filter(({ layer }) => isWithin(layer, path));
        const sum = own.reduce((all, each) => all + each.copies, 0);
        return sum > 0 ? `${sum}` : "";
      },
    },
    {
      name: "rank",
      meaning: "dimensions that the samples spread over",
      cell: ({ values }) => short(values.rank),
    },
    {
      name: "values",
      meaning: "histogram",
      cell: ({ values: { histogram: counts, min, max } }) => ({ counts, min, max }),
    },
    {
      name: "gradient",
      meaning: "its norm in units of that at the last layer",
      cell: ({ gradients }) => ratio(gradients?.norm, lastNorm),
    },
    {
      name: "in theory",
      isDetail: true,
      meaning: "gradient that mean-field theory makes of that at the last hidden layer",
      cell: ({ predictedGradient }) => ratio(predictedGradient, lastNorm),
    },
    {
      name: "× gradient",
      isDetail: true,
      meaning: "in units of the layer behind",
      cell: (layer) => {
        const behind = layers[layers.indexOf(layer) + 1];
        return ratio(layer.gradients?.norm, behind?.gradients?.norm);
      },
    },
    {
      name: "gradients",
      isDetail: true,
      meaning: "histogram",
      cell: ({ gradients }) =>
        gradients ? { counts: gradients.histogram, min: gradients.min, max: gradients.max } : "",
    },
    {
      name: "update",
      meaning: "‖Δw‖/‖w‖ of one step, the largest of the layer's kernels",
      cell: ({ path }) => {
        const ratios = parameters
          .filter(({ layer, parameter }) => isWithin(layer, path) && parameter.shape.length > 1)
          .map(({ updateRatio }) => updateRatio);
        return ratios.length > 0 ? ratio(Math.max(...ratios), 1) : "";
      },
    },
  ];
}

function share(value: number): string {
  return value > 0 && value < 0.005 ? "< 1 %" : value > 0 ? percent(value) : "";
}

/** Nothing for 0/0 and the like. */
function ratio(value = Number.NaN, unit = Number.NaN): string {
  return Number.isNaN(value / unit) ? "" : short(value / unit);
}

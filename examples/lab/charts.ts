import { type Chart, colour, draw, namesIn, type Row } from "./draw.ts";
import type { Result } from "./experiment.ts";
import { groupsOf, mean } from "./summary.ts";

/** Trainings of one kind of net on one data set, in charts: a column an activation, a row a depth. */
export async function chartsOf(results: readonly Result[]): Promise<Chart[]> {
  const { dataset, net } = results[0]!.cell;
  const where = net === "dense" ? dataset : `${dataset}, ${net}`;
  const depths = results.map(({ cell }) => cell.depth);
  const deepest = Math.max(...depths);
  const deep = results.filter(({ cell }) => cell.depth === deepest);
  return [
    await curves(results, {
      title: `Loss on ${where}, epoch by epoch`,
      caption:
        "Mean over the seeds, with a band from the lowest to the highest. A line that leaves the chart is above twice the loss of guessing, one that ends early has overflowed.",
      y: "loss",
      most: 2 * Math.log(dataset === "mnist" ? 10 : 2),
      values: ({ losses }) => losses.map((loss, i) => [i + 1, loss]),
    }),
    await curves(results, {
      title: `Accuracy on ${where}, epoch by epoch`,
      caption: "Share of the test that is answered rightly, from before the first epoch on.",
      y: "accuracy",
      most: 1,
      values: ({ accuracies }) => accuracies.map((accuracy, i) => [i, accuracy]),
    }),
    ...(deepest > 1
      ? [
          await scales(deep, {
            title: `Spread of the activations on ${where}, layer by layer, before the first step`,
            caption: `Root mean square of each layer's outputs at ${deepest} hidden layers; dotted: what mean-field theory predicts from laws and activations alone.`,
            measured: ({ rms }) => rms,
            predicted: ({ predictedRms }) => predictedRms,
          }),
          await scales(deep, {
            title: `Gradients on ${where}, layer by layer, before the first step`,
            caption: `Norm of the gradient of the loss by each layer's outputs at ${deepest} hidden layers; dotted: what mean-field theory makes of that at the last one. A flat line lets all layers learn alike.`,
            measured: ({ gradient }) => gradient,
            predicted: ({ predictedGradient }) => predictedGradient,
          }),
        ]
      : []),
    await dots(results, {
      title: `Copies among the hidden units on ${where}`,
      caption:
        "Share of the units that have the weights of another, before the training (ring) and after it (dot).",
      x: "share",
      scale: { domain: [0, 1] },
      values: ({ copiesBefore, copiesAfter }) => ({ before: copiesBefore, after: copiesAfter }),
    }),
    await dots(results, {
      title: `Time of a training on ${where}`,
      caption: "Mean over the seeds. What overflows ends early.",
      x: "seconds",
      scale: { domainMin: 0 },
      values: ({ seconds }) => ({ after: seconds }),
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
    x: { field: "epoch", type: "quantitative", title: "epoch", axis: WHOLE },
    y: { field: "value", type: "quantitative", title: what.y, scale: { domain: [0, what.most] } },
    color: colour(rows),
  } as const;
  const band = { ...encoding, y: { ...encoding.y, field: "low" }, y2: { field: "high" } };
  return draw(what, rows, ["depth", "activation", "initializer", "epoch", "value", "low", "high"], {
    height: 150,
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
  const rows: Row[] = groupsOf(results).flatMap(({ results: same }) =>
    same[0]!.scales.slice(0, -1).flatMap(({ layer }, i) => {
      const at = same.map(({ scales }) => scales[i]!);
      const place = { ...facetOf(same[0]!), layer };
      const theory = at.flatMap((scale) => what.predicted(scale) ?? []);
      return [
        { ...place, kind: "measured", value: positive(mean(at.map(what.measured))) },
        { ...place, kind: "theory", value: positive(mean(theory)) },
      ].filter(({ value }) => value !== null);
    }),
  );
  return draw(
    what,
    rows,
    ["depth", "activation", "initializer", "layer", "kind", "value"],
    {
      height: 220,
      mark: { type: "line", strokeWidth: 2 },
      encoding: {
        x: { field: "layer", type: "quantitative", title: "hidden layer", axis: WHOLE },
        y: {
          field: "value",
          type: "quantitative",
          scale: { type: "log", nice: false },
          title: null,
          axis: { format: ".0e", tickCount: 6 },
        },
        color: colour(rows),
        strokeDash: {
          field: "kind",
          scale: {
            domain: ["measured", "theory"],
            range: [
              [1, 0],
              [2, 3],
            ],
          },
          legend: null,
        },
      },
    },
    "independent",
  );
}

async function dots(
  results: readonly Result[],
  what: {
    readonly title: string;
    readonly caption: string;
    readonly x: string;
    readonly scale: object;
    readonly values: (result: Result) => Readonly<Record<string, number>>;
  },
): Promise<Chart> {
  const rows: Row[] = groupsOf(results).flatMap(({ results: same }) =>
    Object.keys(what.values(same[0]!)).map((when) => ({
      ...facetOf(same[0]!),
      when,
      value: mean(same.map((result) => what.values(result)[when]!)),
    })),
  );
  const isAfter = "datum.when === 'after'";
  return draw(what, rows, ["depth", "activation", "initializer", "when", "value"], {
    height: { step: 14 },
    mark: { type: "point", size: 50, strokeWidth: 1.5, opacity: 1 },
    encoding: {
      x: { field: "value", type: "quantitative", title: what.x, scale: what.scale },
      y: { field: "initializer", type: "nominal", title: null, sort: namesIn(rows) },
      color: { ...colour(rows), legend: null },
      size: { condition: { test: isAfter, value: 24 }, value: 90 },
      fill: { condition: { test: isAfter, ...colour(rows), legend: null }, value: "transparent" },
    },
  });
}

/** An axis of whole numbers. */
const WHOLE = { tickMinStep: 1, format: "d" } as const;

/** On a logarithmic axis there is no 0. */
function positive(value: number): number | null {
  return value > 0 && Number.isFinite(value) ? value : null;
}

function facetOf({ cell: { depth, activation, initializer } }: Result) {
  return { depth: `${depth} layers`, activation, initializer };
}

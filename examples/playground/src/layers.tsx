import type { Histogram, LayerView, UnitKind } from "./protocol.ts";

/**
 * A row for each layer: its outputs, the gradients that reach it, its units. Columns have an axis in common,
 * but for the outputs of the last layer: they stand before the softmax.
 */
export function Layers({ layers }: { layers: readonly LayerView[] }) {
  const outputs = axisOf(layers.slice(0, -1).map(({ activations }) => activations));
  const gradients = axisOf(layers.map(({ gradients }) => gradients));
  return (
    <table class="layers">
      <thead>
        <tr>
          <th>
            <span class="unseen">layer</span>
          </th>
          <th>outputs</th>
          <th>gradients</th>
          <th>units</th>
        </tr>
      </thead>
      <tbody>
        {layers.map((layer, i) => (
          <tr key={i}>
            <th>{i + 1}</th>
            <td>
              <Bars
                histogram={layer.activations}
                axis={i < layers.length - 1 ? outputs : axisOf([layer.activations])}
              />
              <small>{short(layer.rms)}</small>
            </td>
            <td>
              <Bars histogram={layer.gradients} axis={gradients} />
              <small>×{short(layer.gradient)}</small>
            </td>
            <td>
              <Units units={layer.units} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Axis {
  readonly low: number;
  readonly high: number;
}

/** Holds all of them, and 0. */
function axisOf(histograms: readonly Histogram[]): Axis {
  const finite = histograms.filter(({ counts }) => counts.length > 0);
  const low = Math.min(0, ...finite.map(({ min }) => min));
  const high = Math.max(0, ...finite.map(({ max }) => max));
  return low < high ? { low, high } : { low: -1, high: 1 };
}

const [WIDTH, HEIGHT] = [100, 20];
/** A bin is drawn this wide at least. */
const LEAST = 1.5;

/** Heights are roots of the counts, so that the tails beside a needle are seen. */
function Bars({ histogram, axis }: { histogram: Histogram; axis: Axis }) {
  const { min, max, counts } = histogram;
  const most = Math.max(1, ...counts);
  const at = (value: number) => (WIDTH * (value - axis.low)) / (axis.high - axis.low);
  const width = Math.max(LEAST, (at(max) - at(min)) / counts.length);
  const bars = counts.map((count, i) => {
    if (count === 0) return "";
    const left = at(min + ((max - min) * i) / counts.length);
    const top = HEIGHT * (1 - Math.sqrt(count / most));
    return `M${left.toFixed(1)} ${HEIGHT}V${top.toFixed(1)}h${width.toFixed(1)}V${HEIGHT}z`;
  });
  return (
    <svg
      class="bars"
      viewBox={`-1 0 ${WIDTH + 2} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="zero" d={`M${at(0).toFixed(1)} 0V${HEIGHT}`} />
      <path d={bars.join("")} />
    </svg>
  );
}

/** Units in a row of dots. */
const ROW = 8;

function Units({ units }: { units: readonly UnitKind[] }) {
  const count = (kind: UnitKind) => units.filter((each) => each === kind).length;
  const [twins, dead] = [count("twin"), count("dead")];
  return (
    <span class="units">
      <UnitDots units={units} />
      {twins > 0 && <small class="bad">{twins === 1 ? "1 twin" : `${twins} twins`}</small>}
      {twins === 0 && dead > 0 && <small>{dead} dead</small>}
    </span>
  );
}

/** A disc for a unit of its own, a ring for a twin, a faint disc for a dead one. */
export function UnitDots({ units }: { units: readonly UnitKind[] }) {
  const [columns, rows] = [Math.min(ROW, units.length), Math.ceil(units.length / ROW)];
  return (
    <svg
      viewBox={`0 0 ${6 * columns} ${6 * rows}`}
      width={6 * columns}
      height={6 * rows}
      aria-hidden="true"
    >
      {units.map((kind, i) => (
        <circle
          key={i}
          class={kind}
          cx={6 * (i % ROW) + 3}
          cy={6 * Math.floor(i / ROW) + 3}
          r={kind === "twin" ? 1.9 : 2.4}
        />
      ))}
    </svg>
  );
}

/** Two digits that count. */
function short(value: number): string {
  if (!Number.isFinite(value)) return "∞";
  const rounded = Number(value.toPrecision(2));
  return rounded !== 0 && (rounded < 1e-3 || rounded >= 1e4)
    ? rounded.toExponential().replace("+", "")
    : `${rounded}`;
}

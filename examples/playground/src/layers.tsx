import type { Histogram, LayerView, UnitKind } from "./protocol.ts";

interface Props {
  readonly layers: readonly LayerView[];
  /** Before the first step. */
  readonly start: readonly LayerView[];
}

/**
 * A row for each layer: its outputs and the gradients that reach it, with a line around where they were at the
 * start, and its units. Columns have an axis in common, but for the outputs of the last layer: they stand
 * before the softmax.
 */
export function Layers({ layers, start }: Props) {
  const all = [...start, ...layers];
  const hidden = [...start.slice(0, -1), ...layers.slice(0, -1)];
  const gradients = axisOf(all.map((layer) => layer.gradients));
  const outputs = axisOf(hidden.map((layer) => layer.activations));
  const last = axisOf([start, layers].map((each) => each.at(-1)!.activations));
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
                start={start[i]?.activations}
                axis={i < layers.length - 1 ? outputs : last}
              />
              <small>{short(layer.rms)}</small>
            </td>
            <td>
              <Bars histogram={layer.gradients} start={start[i]?.gradients} axis={gradients} />
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

interface BarsProps {
  readonly histogram: Histogram;
  readonly start: Histogram | undefined;
  readonly axis: Axis;
}

function Bars({ histogram, start, axis }: BarsProps) {
  return (
    <svg
      class="bars"
      viewBox={`-1 0 ${WIDTH + 2} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path class="zero" d={`M${placeOf(0, axis).toFixed(1)} 0V${HEIGHT}`} />
      {start && <path class="start" d={outlineOf(start, axis)} />}
      <path d={outlineOf(histogram, axis)} />
    </svg>
  );
}

/** A histogram is drawn this wide at least: as a needle. */
const LEAST = 1.5;

/** Around the bins. Heights are roots of the counts, so that the tails beside a needle are seen. */
function outlineOf({ min, max, counts }: Histogram, axis: Axis): string {
  if (counts.length === 0) return "";
  const [left, right] = [placeOf(min, axis), placeOf(max, axis)];
  if (right - left < LEAST) {
    return `M${((left + right - LEAST) / 2).toFixed(1)} ${HEIGHT}V0h${LEAST}V${HEIGHT}`;
  }
  const most = Math.max(...counts);
  const steps = counts.map((count, i) => {
    const top = HEIGHT * (1 - Math.sqrt(count / most));
    const end = left + ((i + 1) * (right - left)) / counts.length;
    return `V${top.toFixed(1)}H${end.toFixed(1)}`;
  });
  return `M${left.toFixed(1)} ${HEIGHT}${steps.join("")}V${HEIGHT}`;
}

function placeOf(value: number, { low, high }: Axis): number {
  return (WIDTH * (value - low)) / (high - low);
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

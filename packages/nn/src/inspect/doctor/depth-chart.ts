import { escaped } from "./escaped.ts";
import { short } from "./figures.ts";

const [WIDTH, HEIGHT] = [320, 150];
/** Around the field, for labels. */
const [LEFT, TOP, BOTTOM] = [48, 8, 20];
/** Lines across the field, at most. */
const LINES = 5;

/** What a quantity does from layer to layer, on a logarithmic axis, beside what theory expects. */
export function depthChart({
  title,
  measured,
  predicted,
}: {
  readonly title: string;
  readonly measured: readonly (number | undefined)[];
  readonly predicted: readonly (number | undefined)[];
}): string {
  const shown = [...measured, ...predicted].filter(isShown).map(Math.log10);
  if (shown.length === 0) return "";
  const low = Math.floor(Math.min(...shown));
  const high = Math.max(Math.ceil(Math.max(...shown)), low + 1);
  const xOf = (i: number): number => LEFT + (i / (measured.length - 1)) * (WIDTH - LEFT - 8);
  const yOf = (power: number): number =>
    TOP + ((high - power) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  const line = (values: readonly (number | undefined)[]): string =>
    values
      .flatMap((value, i) =>
        isShown(value) ? [`${xOf(i).toFixed(1)},${yOf(Math.log10(value)).toFixed(1)}`] : [],
      )
      .join(" ");
  const step = Math.ceil((high - low) / LINES);
  const grid = Array.from({ length: Math.floor((high - low) / step) + 1 }, (_, i) => {
    const power = low + i * step;
    const y = yOf(power).toFixed(1);
    return `<path d="M${LEFT} ${y}H${WIDTH}" stroke="currentColor" stroke-opacity="0.2"/><text x="${LEFT - 6}" y="${y}" text-anchor="end" dominant-baseline="middle">${powerOfTen(power)}</text>`;
  });
  const told = (values: readonly (number | undefined)[]): string =>
    values.map((value) => (value === undefined ? "unknown" : short(value))).join(", ");
  const theory = predicted.filter(isShown).length > 1 ? `; theory: ${told(predicted)}` : "";
  return `<figure><figcaption>${escaped(title)}${theory && "; dotted: theory"}</figcaption>
<svg role="img" aria-label="${escaped(`${title}: ${told(measured)}${theory}`)}" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-size="11">
${grid.join("")}<text x="${xOf(0)}" y="${HEIGHT - 4}">1</text><text x="${xOf(measured.length - 1)}" y="${HEIGHT - 4}" text-anchor="end">${measured.length}</text>
<polyline points="${line(measured)}" fill="none" stroke="currentColor" stroke-width="2"/><polyline points="${line(predicted)}" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="2 4"/>
</svg></figure>`;
}

/** On a logarithmic axis there is neither 0 nor infinity. */
function isShown(value: number | undefined): value is number {
  return value !== undefined && value > 0 && Number.isFinite(value);
}

function powerOfTen(power: number): string {
  return Math.abs(power) <= 3 ? `${10 ** power}` : `1e${power}`;
}

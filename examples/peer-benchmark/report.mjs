// Text of the tables.
import { PEERS } from "./peers.mjs";

/**
 * A table of values, lower or higher is better; beside those of others, how many times as good kindling
 * is. Each case: { name, unit, higherIsBetter, values: by id, absent: by id }.
 */
export function tableOf(title, cases, ids) {
  const shown = ids.filter((id) => cases.some(({ values }) => id in values));
  const rows = cases.map(({ name, unit, ...rest }) => [
    `${name}, ${unit}`,
    ...shown.map((id) => cellOf(rest, id)),
  ]);
  return [
    `### ${title}`,
    "",
    ...markdown([["", ...shown.map((id) => PEERS[id].name)], ...rows]),
  ].join("\n");
}

function cellOf({ values, higherIsBetter }, id) {
  const value = values[id];
  if (value === undefined) return "–";
  const own = values.kindling;
  if (id === "kindling" || own === undefined) return significant(value);
  return `${significant(value)} (${significant(timesAsGood(own, value, higherIsBetter))}×)`;
}

/** Rows of padded cells, the first a head. */
function markdown([head, ...body]) {
  const widths = head.map((_, i) => Math.max(3, ...[head, ...body].map((row) => row[i].length)));
  const line = (row) =>
    `| ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join(" | ")} |`;
  const rule = `|${widths.map((width, i) => `${"-".repeat(width + 1)}${i === 0 ? "-" : ":"}`).join("|")}|`;
  return [line(head), rule, ...body.map(line)];
}

/** Lines that say which expectations hold. */
export function targetsOf(cases) {
  return cases.flatMap(({ name, unit, higherIsBetter, values, targets }) =>
    targets.map((target) => {
      const own = values[target.of];
      const other = target.peer === undefined ? own : values[target.peer];
      if (own === undefined || other === undefined)
        return `  ?  ${name}: ${expectation(target, unit)}: not measured`;
      const [got, met] = verdict(target, own, other, higherIsBetter);
      return `  ${met ? "✓" : "✗"}  ${name}: ${expectation(target, unit)}: ${got}`;
    }),
  );
}

function expectation({ of, peer, times, least, most }, unit) {
  const name = PEERS[of].name;
  if (peer !== undefined) return `${name} ≥ ${significant(times)} × ${PEERS[peer].name}`;
  return least === undefined ? `${name} ≤ ${most} ${unit}` : `${name} ≥ ${least} ${unit}`;
}

function verdict({ peer, times, least, most }, own, other, higherIsBetter) {
  if (peer === undefined) return [significant(own), own >= (least ?? own) && own <= (most ?? own)];
  const got = timesAsGood(own, other, higherIsBetter);
  return [`${significant(got)} ×`, got >= times];
}

function timesAsGood(own, other, higherIsBetter) {
  return higherIsBetter ? own / other : other / own;
}

/** Who is missing, and why, each reason once. */
export function absencesOf(cases, ids) {
  return ids.flatMap((id) => {
    const cells = cases.filter(({ absent }) => absent[id] !== undefined);
    const reasons = new Set(cells.map(({ absent }) => absent[id]));
    return [...reasons].map((reason) => {
      const some = cells.filter(({ absent }) => absent[id] === reason);
      const where = some.length === cases.length ? "all" : some.map(({ name }) => name).join(", ");
      return `  –  ${PEERS[id].name}: ${where}: ${reason}`;
    });
  });
}

/** Three digits. */
export function significant(value) {
  if (value === 0) return "0";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 3));
}

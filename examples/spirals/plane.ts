import type { Spirals } from "./spirals.ts";

const COLUMNS = 64;
const ROWS = 28;
/** The plane is drawn from −REACH to REACH on both axes. */
const REACH = 1.15;
/** Answers from 0 to 1, in five shades. */
const SHADES = [" ", "·", "░", "▒", "▓"];

/**
 * A net's answers over the plane as shades, with the points on top: `o` for those of arm 0, `x` for
 * those of arm 1.
 *
 * @param answer one number in [0, 1] for each point
 */
export function drawPlane(
  answer: (points: readonly (readonly [number, number])[]) => ArrayLike<number>,
  { points, arms }: Spirals,
): string {
  const grid = Array.from({ length: ROWS * COLUMNS }, (_, place): [number, number] => [
    (2 * (((place % COLUMNS) + 0.5) / COLUMNS) - 1) * REACH,
    (1 - (2 * (Math.floor(place / COLUMNS) + 0.5)) / ROWS) * REACH,
  ]);
  const characters = Array.from(
    answer(grid),
    (value) => SHADES[Math.min(Math.floor(5 * value), 4)]!,
  );
  for (const [i, [x, y]] of points.entries()) {
    const column = Math.floor(((x / REACH + 1) / 2) * COLUMNS);
    const row = Math.floor(((1 - y / REACH) / 2) * ROWS);
    if (column < 0 || column >= COLUMNS || row < 0 || row >= ROWS) continue;
    characters[row * COLUMNS + column] = arms[i]![0] === 0 ? "o" : "x";
  }
  return Array.from({ length: ROWS }, (_, row) =>
    characters.slice(row * COLUMNS, (row + 1) * COLUMNS).join(""),
  ).join("\n");
}

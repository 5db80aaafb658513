import type { Extreme } from "./extreme.ts";

export function extremeReference(heap: Float64Array): Extreme {
  const placeOf = (n: number, at: (i: number) => number, least: number): number => {
    let place = 0;
    for (let i = 1; i < n; i++) {
      if (Number.isNaN(at(place))) return place;
      if (Number.isNaN(at(i)) || (least ? at(i) < at(place) : at(i) > at(place))) place = i;
    }
    return place;
  };
  const extremeOf = (n: number, at: (i: number) => number, least: number): number =>
    at(placeOf(n, at, least));
  const last =
    (f: typeof placeOf) =>
    (rows: number, columns: number, x: number, xRow: number, out: number, least: number): void => {
      for (let i = 0; i < rows; i++) {
        heap[out + i] = f(columns, (j) => heap[x + i * xRow + j], least);
      }
    };
  const first =
    (f: typeof placeOf) =>
    (rows: number, columns: number, x: number, xRow: number, out: number, least: number): void => {
      for (let j = 0; j < columns; j++) {
        heap[out + j] = f(rows, (i) => heap[x + i * xRow + j], least);
      }
    };
  return {
    extremeLast: last(extremeOf),
    extremeFirst: first(extremeOf),
    placeLast: last(placeOf),
    placeFirst: first(placeOf),
  };
}

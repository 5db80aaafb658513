import type { Extreme } from "./extreme.ts";

export function extremeJs(heap: Float32Array): Extreme {
  /** The index in the heap of the extreme of n numbers, `step` apart. */
  const find = (n: number, x: number, step: number, least: number): number => {
    const end = x + n * step;
    let place = x;
    let most = heap[x];
    if (least) {
      for (let at = x; at < end; at += step) {
        const value = heap[at];
        if (value < most) {
          most = value;
          place = at;
        } else if (Number.isNaN(value)) return at;
      }
    } else {
      for (let at = x; at < end; at += step) {
        const value = heap[at];
        if (value > most) {
          most = value;
          place = at;
        } else if (Number.isNaN(value)) return at;
      }
    }
    return place;
  };
  return {
    extremeLast(rows, columns, x, xRow, out, least) {
      for (let i = 0; i < rows; i++) heap[out + i] = heap[find(columns, x + i * xRow, 1, least)];
    },
    extremeFirst(rows, columns, x, xRow, out, least) {
      for (let j = 0; j < columns; j++) heap[out + j] = heap[find(rows, x + j, xRow, least)];
    },
    placeLast(rows, columns, x, xRow, out, least) {
      for (let i = 0; i < rows; i++, x += xRow) heap[out + i] = find(columns, x, 1, least) - x;
    },
    placeFirst(rows, columns, x, xRow, out, least) {
      for (let j = 0; j < columns; j++, x++) {
        heap[out + j] = (find(rows, x, xRow, least) - x) / xRow;
      }
    },
  };
}

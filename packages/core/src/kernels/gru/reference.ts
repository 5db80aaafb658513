import type { Gru } from "./gru.ts";

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export function gruReference(heap: Float64Array): Gru {
  /** Calls `cell` with the place of every state, of its three gates, and what belongs to its row. */
  const forEach = (
    rows: number,
    units: number,
    cell: (
      at: number,
      gates: readonly [z: number, r: number, n: number],
      row: number,
      j: number,
    ) => void,
  ): void => {
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < units; j++) {
        const gate = 3 * row * units + j;
        cell(row * units + j, [gate, gate + units, gate + 2 * units], row, j);
      }
    }
  };
  const isHeld = (mask: number, at: number): boolean => mask !== 0 && heap[at] === 0;
  return {
    gru(rows, units, x, v, h0, h, y, yRow, mask, maskRow) {
      forEach(rows, units, (at, [zAt, rAt, nAt], row, j) => {
        if (isHeld(mask, mask + row * maskRow)) {
          heap[h + at] = heap[h0 + at];
        } else {
          const z = sigmoid(heap[x + zAt] + heap[v + zAt]);
          const r = sigmoid(heap[x + rAt] + heap[v + rAt]);
          const n = Math.tanh(heap[x + nAt] + r * heap[v + nAt]);
          [heap[x + zAt], heap[x + rAt], heap[x + nAt]] = [z, r, n];
          heap[h + at] = z * heap[h0 + at] + (1 - z) * n;
        }
        if (y) heap[y + row * yRow + j] = heap[h + at];
      });
    },
    gruBackward(rows, units, x, v, h0, dh, dy, dyRow, mask, maskRow) {
      forEach(rows, units, (at, [zAt, rAt, nAt], row, j) => {
        const d = heap[dh + at] + (dy ? heap[dy + row * dyRow + j] : 0);
        const held = isHeld(mask, mask + row * maskRow);
        const [z, r, n] = [heap[x + zAt], heap[x + rAt], heap[x + nAt]];
        const dn = held ? 0 : d * (1 - z) * (1 - n * n);
        const dz = held ? 0 : d * (heap[h0 + at] - n) * z * (1 - z);
        const dr = held ? 0 : dn * heap[v + nAt] * r * (1 - r);
        [heap[x + zAt], heap[x + rAt], heap[x + nAt]] = [dz, dr, dn];
        [heap[v + zAt], heap[v + rAt], heap[v + nAt]] = [dz, dr, held ? 0 : dn * r];
        heap[dh + at] = held ? d : d * z;
      });
    },
    gruGates(rows, units, x, h0, s) {
      forEach(rows, units, (at, [zAt, rAt]) => {
        heap[x + zAt] = sigmoid(heap[x + zAt]);
        heap[x + rAt] = sigmoid(heap[x + rAt]);
        heap[s + at] = heap[x + rAt] * heap[h0 + at];
      });
    },
    gruState(rows, units, x, h0, h, y, yRow, mask, maskRow) {
      forEach(rows, units, (at, [zAt, , nAt], row, j) => {
        const z = heap[x + zAt];
        heap[x + nAt] = Math.tanh(heap[x + nAt]);
        const held = isHeld(mask, mask + row * maskRow);
        heap[h + at] = held ? heap[h0 + at] : z * heap[h0 + at] + (1 - z) * heap[x + nAt];
        if (y) heap[y + row * yRow + j] = heap[h + at];
      });
    },
    gruStateBackward(rows, units, x, h0, dh, dy, dyRow, mask, maskRow) {
      forEach(rows, units, (at, [zAt, , nAt], row, j) => {
        const d = heap[dh + at] + (dy ? heap[dy + row * dyRow + j] : 0);
        const held = isHeld(mask, mask + row * maskRow);
        const [z, n] = [heap[x + zAt], heap[x + nAt]];
        heap[x + zAt] = held ? 0 : d * (heap[h0 + at] - n) * z * (1 - z);
        heap[x + nAt] = held ? 0 : d * (1 - z) * (1 - n * n);
        heap[dh + at] = held ? d : d * z;
      });
    },
    gruGatesBackward(rows, units, x, h0, ds, dh) {
      forEach(rows, units, (at, [, rAt]) => {
        const r = heap[x + rAt];
        heap[x + rAt] = heap[ds + at] * heap[h0 + at] * r * (1 - r);
        heap[dh + at] += heap[ds + at] * r;
      });
    },
  };
}

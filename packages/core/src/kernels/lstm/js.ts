import { exp, tanh } from "../math.ts";
import type { Lstm } from "./lstm.ts";

export function lstmJs(heap: Float32Array): Lstm {
  return {
    lstm(rows, units, z, c0, c, u, h0, h, y, yRow, mask, maskRow) {
      for (let row = 0; row < rows; row++) {
        const at = row * units;
        if (mask !== 0 && heap[mask + row * maskRow] === 0) {
          heap.copyWithin(c + at, c0 + at, c0 + at + units);
          heap.fill(0, u + at, u + at + units);
          heap.copyWithin(h + at, h0 + at, h0 + at + units);
        } else {
          for (let j = at; j < at + units; j++) {
            const gate = z + 3 * at + j;
            const i = 1 / (1 + exp(-heap[gate]));
            const f = 1 / (1 + exp(-heap[gate + units]));
            const g = tanh(heap[gate + 2 * units]);
            const o = 1 / (1 + exp(-heap[gate + 3 * units]));
            heap[gate] = i;
            heap[gate + units] = f;
            heap[gate + 2 * units] = g;
            heap[gate + 3 * units] = o;
            const cell = f * heap[c0 + j] + i * g;
            const curve = tanh(cell);
            heap[c + j] = cell;
            heap[u + j] = curve;
            heap[h + j] = o * curve;
          }
        }
        if (y !== 0) heap.copyWithin(y + row * yRow, h + at, h + at + units);
      }
    },
    lstmBackward(rows, units, z, c0, u, dc, dh, dy, dyRow, mask, maskRow) {
      for (let row = 0; row < rows; row++) {
        const at = row * units;
        if (dy !== 0) {
          for (let j = 0; j < units; j++) heap[dh + at + j] += heap[dy + row * dyRow + j];
        }
        if (mask !== 0 && heap[mask + row * maskRow] === 0) {
          heap.fill(0, z + 4 * at, z + 4 * (at + units));
          continue;
        }
        for (let j = at; j < at + units; j++) {
          const gate = z + 3 * at + j;
          const i = heap[gate];
          const f = heap[gate + units];
          const g = heap[gate + 2 * units];
          const o = heap[gate + 3 * units];
          const curve = heap[u + j];
          const d = heap[dh + j];
          const s = heap[dc + j] + d * o * (1 - curve * curve);
          heap[gate] = s * g * i * (1 - i);
          heap[gate + units] = s * heap[c0 + j] * f * (1 - f);
          heap[gate + 2 * units] = s * i * (1 - g * g);
          heap[gate + 3 * units] = d * curve * o * (1 - o);
          heap[dc + j] = s * f;
          heap[dh + j] = 0;
        }
      }
    },
  };
}

import { exp, tanh } from "../math.ts";
import type { Gru } from "./gru.ts";

export function gruJs(heap: Float32Array): Gru {
  return {
    gru(rows, units, x, v, h0, h, y, yRow, mask, maskRow) {
      for (let row = 0; row < rows; row++) {
        const at = row * units;
        if (mask !== 0 && heap[mask + row * maskRow] === 0) {
          heap.copyWithin(h + at, h0 + at, h0 + at + units);
        } else {
          for (let j = at; j < at + units; j++) {
            const gate = 2 * at + j;
            const z = 1 / (1 + exp(-(heap[x + gate] + heap[v + gate])));
            const r = 1 / (1 + exp(-(heap[x + gate + units] + heap[v + gate + units])));
            const n = tanh(heap[x + gate + 2 * units] + r * heap[v + gate + 2 * units]);
            heap[x + gate] = z;
            heap[x + gate + units] = r;
            heap[x + gate + 2 * units] = n;
            heap[h + j] = n + z * (heap[h0 + j] - n);
          }
        }
        if (y !== 0) heap.copyWithin(y + row * yRow, h + at, h + at + units);
      }
    },
    gruBackward(rows, units, x, v, h0, dh, dy, dyRow, mask, maskRow) {
      for (let row = 0; row < rows; row++) {
        const at = row * units;
        if (dy !== 0) {
          for (let j = 0; j < units; j++) heap[dh + at + j] += heap[dy + row * dyRow + j];
        }
        if (mask !== 0 && heap[mask + row * maskRow] === 0) {
          heap.fill(0, x + 3 * at, x + 3 * (at + units));
          heap.fill(0, v + 3 * at, v + 3 * (at + units));
          continue;
        }
        for (let j = at; j < at + units; j++) {
          const gate = 2 * at + j;
          const z = heap[x + gate];
          const r = heap[x + gate + units];
          const n = heap[x + gate + 2 * units];
          const d = heap[dh + j];
          const dn = d * (1 - z) * (1 - n * n);
          const dz = d * (heap[h0 + j] - n) * z * (1 - z);
          const dr = dn * heap[v + gate + 2 * units] * r * (1 - r);
          heap[x + gate] = dz;
          heap[x + gate + units] = dr;
          heap[x + gate + 2 * units] = dn;
          heap[v + gate] = dz;
          heap[v + gate + units] = dr;
          heap[v + gate + 2 * units] = dn * r;
          heap[dh + j] = d * z;
        }
      }
    },
    gruGates(rows, units, x, h0, s) {
      for (let row = 0; row < rows; row++) {
        const at = row * units;
        for (let j = at; j < at + units; j++) {
          const gate = x + 2 * at + j;
          const r = 1 / (1 + exp(-heap[gate + units]));
          heap[gate] = 1 / (1 + exp(-heap[gate]));
          heap[gate + units] = r;
          heap[s + j] = r * heap[h0 + j];
        }
      }
    },
    gruState(rows, units, x, h0, h, y, yRow, mask, maskRow) {
      for (let row = 0; row < rows; row++) {
        const at = row * units;
        const held = mask !== 0 && heap[mask + row * maskRow] === 0;
        for (let j = at; j < at + units; j++) {
          const gate = x + 2 * at + j;
          const n = tanh(heap[gate + 2 * units]);
          heap[gate + 2 * units] = n;
          heap[h + j] = held ? heap[h0 + j] : n + heap[gate] * (heap[h0 + j] - n);
        }
        if (y !== 0) heap.copyWithin(y + row * yRow, h + at, h + at + units);
      }
    },
    gruStateBackward(rows, units, x, h0, dh, dy, dyRow, mask, maskRow) {
      for (let row = 0; row < rows; row++) {
        const at = row * units;
        const held = mask !== 0 && heap[mask + row * maskRow] === 0;
        for (let j = at; j < at + units; j++) {
          const gate = x + 2 * at + j;
          const d = dy === 0 ? heap[dh + j] : heap[dh + j] + heap[dy + row * dyRow + j - at];
          const z = heap[gate];
          const n = heap[gate + 2 * units];
          heap[gate] = held ? 0 : d * (heap[h0 + j] - n) * z * (1 - z);
          heap[gate + 2 * units] = held ? 0 : d * (1 - z) * (1 - n * n);
          heap[dh + j] = held ? d : d * z;
        }
      }
    },
    gruGatesBackward(rows, units, x, h0, ds, dh) {
      for (let row = 0; row < rows; row++) {
        const at = row * units;
        for (let j = at; j < at + units; j++) {
          const gate = x + 2 * at + units + j;
          const r = heap[gate];
          heap[gate] = heap[ds + j] * heap[h0 + j] * r * (1 - r);
          heap[dh + j] += heap[ds + j] * r;
        }
      }
    },
  };
}

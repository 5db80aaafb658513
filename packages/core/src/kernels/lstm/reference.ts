import type { Lstm } from "./lstm.ts";

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export function lstmReference(heap: Float64Array): Lstm {
  return {
    lstm(rows, units, z, c0, c, u, h0, h, y, yRow, mask, maskRow) {
      for (let row = 0; row < rows; row++) {
        const held = mask !== 0 && heap[mask + row * maskRow] === 0;
        for (let j = 0; j < units; j++) {
          const at = row * units + j;
          const gate = z + row * 4 * units + j;
          if (held) {
            heap[c + at] = heap[c0 + at];
            heap[u + at] = 0;
            heap[h + at] = heap[h0 + at];
          } else {
            const i = sigmoid(heap[gate]);
            const f = sigmoid(heap[gate + units]);
            const g = Math.tanh(heap[gate + 2 * units]);
            const o = sigmoid(heap[gate + 3 * units]);
            heap[c + at] = f * heap[c0 + at] + i * g;
            heap[u + at] = Math.tanh(heap[c + at]);
            heap[h + at] = o * heap[u + at];
            [i, f, g, o].forEach((value, k) => {
              heap[gate + k * units] = value;
            });
          }
          if (y) heap[y + row * yRow + j] = heap[h + at];
        }
      }
    },
    lstmBackward(rows, units, z, c0, u, dc, dh, dy, dyRow, mask, maskRow) {
      for (let row = 0; row < rows; row++) {
        const held = mask !== 0 && heap[mask + row * maskRow] === 0;
        for (let j = 0; j < units; j++) {
          const at = row * units + j;
          const gate = z + row * 4 * units + j;
          const d = heap[dh + at] + (dy ? heap[dy + row * dyRow + j] : 0);
          const [i, f, g, o] = [0, 1, 2, 3].map((k) => heap[gate + k * units]);
          const s = heap[dc + at] + d * o * (1 - heap[u + at] ** 2);
          const dz = [
            s * g * i * (1 - i),
            s * heap[c0 + at] * f * (1 - f),
            s * i * (1 - g * g),
            d * heap[u + at] * o * (1 - o),
          ];
          dz.forEach((value, k) => {
            heap[gate + k * units] = held ? 0 : value;
          });
          heap[dh + at] = held ? d : 0;
          if (!held) heap[dc + at] = s * f;
        }
      }
    },
  };
}

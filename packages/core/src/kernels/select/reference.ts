import type { Select } from "./select.ts";

export function selectReference(heap: Float64Array): Select {
  return {
    select(rows, columns, c, cRow, cStep, a, aRow, aStep, b, bRow, bStep, out, outRow) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          const chosen =
            heap[c + i * cRow + j * cStep] !== 0
              ? a + i * aRow + j * aStep
              : b + i * bRow + j * bStep;
          heap[out + i * outRow + j] = heap[chosen];
        }
      }
    },
  };
}

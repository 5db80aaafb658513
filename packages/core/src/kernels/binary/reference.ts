import { type Binary, BinaryOp } from "./binary.ts";

const OPS: Readonly<Record<keyof typeof BinaryOp, (x: number, y: number) => number>> = {
  add: (x, y) => x + y,
  sub: (x, y) => x - y,
  mul: (x, y) => x * y,
  div: (x, y) => x / y,
  maximum: Math.max,
  minimum: Math.min,
  equal: (x, y) => Number(x === y),
  notEqual: (x, y) => Number(x !== y),
  greater: (x, y) => Number(x > y),
  greaterEqual: (x, y) => Number(x >= y),
  less: (x, y) => Number(x < y),
  lessEqual: (x, y) => Number(x <= y),
  pow: (x, y) => x ** y,
  addRelu: (x, y) => Math.max(x + y, 0),
};

export function binaryReference(heap: Float64Array): Binary {
  return {
    binary(op, rows, columns, a, aRow, aStep, b, bRow, bStep, out, outRow) {
      const name = Object.entries(BinaryOp).find(([, code]) => code === op)?.[0];
      const f = OPS[name as keyof typeof BinaryOp];
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          const [x, y] = [heap[a + i * aRow + j * aStep], heap[b + i * bRow + j * bStep]];
          heap[out + i * outRow + j] = f(x, y);
        }
      }
    },
  };
}

import { powOf } from "../math.ts";
import { type Binary, BinaryOp } from "./binary.ts";

/** One loop for each operation: a function chosen in the loop would be called for each element. */
export function binaryJs(heap: Float32Array): Binary {
  return {
    binary(op, rows, columns, a, aRow, aStep, b, bRow, bStep, out, outRow) {
      for (let i = 0; i < rows; i++) {
        row(heap, op, columns, a + i * aRow, aStep, b + i * bRow, bStep, out + i * outRow);
      }
    },
  };
}

function row(
  heap: Float32Array,
  op: number,
  n: number,
  a: number,
  aStep: number,
  b: number,
  bStep: number,
  out: number,
): void {
  const end = out + n;
  switch (op) {
    case BinaryOp.add:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = heap[a] + heap[b];
      return;
    case BinaryOp.sub:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = heap[a] - heap[b];
      return;
    case BinaryOp.mul:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = heap[a] * heap[b];
      return;
    case BinaryOp.div:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = heap[a] / heap[b];
      return;
    case BinaryOp.maximum:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = Math.max(heap[a], heap[b]);
      return;
    case BinaryOp.minimum:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = Math.min(heap[a], heap[b]);
      return;
    case BinaryOp.equal:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = heap[a] === heap[b] ? 1 : 0;
      return;
    case BinaryOp.notEqual:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = heap[a] !== heap[b] ? 1 : 0;
      return;
    case BinaryOp.greater:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = heap[a] > heap[b] ? 1 : 0;
      return;
    case BinaryOp.greaterEqual:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = heap[a] >= heap[b] ? 1 : 0;
      return;
    case BinaryOp.less:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = heap[a] < heap[b] ? 1 : 0;
      return;
    case BinaryOp.lessEqual:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = heap[a] <= heap[b] ? 1 : 0;
      return;
    case BinaryOp.addRelu:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = Math.max(heap[a] + heap[b], 0);
      return;
    case BinaryOp.pow:
      for (; out < end; out++, a += aStep, b += bStep) heap[out] = powOf(heap[a], heap[b]);
      return;
  }
}

// Two operands, element by element. Contract: src/kernels/binary.
import { put } from "./lanes";

const ADD = 0, SUB = 1, MUL = 2, DIV = 3, MAXIMUM = 4, MINIMUM = 5, EQUAL = 6, NOT_EQUAL = 7, GREATER = 8;
const GREATER_EQUAL = 9, LESS = 10, LESS_EQUAL = 11, POW = 12, ADD_RELU = 13;

export function binary(
  op: i32, rows: i32, n: i32, a: usize, aRow: i32, aStep: i32, b: usize, bRow: i32, bStep: i32, out: usize, outRow: i32,
): void {
  a <<= 2;
  b <<= 2;
  out <<= 2;
  for (; rows > 0; rows--) {
    // One loop for each operation, and the choice outside of it.
    if (op == ADD) row(ADD, n, a, aStep, b, bStep, out);
    else if (op == ADD_RELU) row(ADD_RELU, n, a, aStep, b, bStep, out);
    else if (op == SUB) row(SUB, n, a, aStep, b, bStep, out);
    else if (op == MUL) row(MUL, n, a, aStep, b, bStep, out);
    else if (op == DIV) row(DIV, n, a, aStep, b, bStep, out);
    else if (op == POW) powers(n, a, aStep, b, bStep, out);
    else if (op == MAXIMUM) row(MAXIMUM, n, a, aStep, b, bStep, out);
    else if (op == MINIMUM) row(MINIMUM, n, a, aStep, b, bStep, out);
    else if (op == EQUAL) row(EQUAL, n, a, aStep, b, bStep, out);
    else if (op == NOT_EQUAL) row(NOT_EQUAL, n, a, aStep, b, bStep, out);
    else if (op == GREATER) row(GREATER, n, a, aStep, b, bStep, out);
    else if (op == GREATER_EQUAL) row(GREATER_EQUAL, n, a, aStep, b, bStep, out);
    else if (op == LESS) row(LESS, n, a, aStep, b, bStep, out);
    else row(LESS_EQUAL, n, a, aStep, b, bStep, out);
    a += aRow << 2;
    b += bRow << 2;
    out += outRow << 2;
  }
}

// @ts-ignore: decorator
@inline
function row(op: i32, n: i32, a: usize, aStep: i32, b: usize, bStep: i32, out: usize): void {
  if (aStep & bStep) {
    for (; n >= 16; n -= 16) {
      v128.store(out, combined(op, v128.load(a), v128.load(b)));
      v128.store(out, combined(op, v128.load(a, 16), v128.load(b, 16)), 16);
      v128.store(out, combined(op, v128.load(a, 32), v128.load(b, 32)), 32);
      v128.store(out, combined(op, v128.load(a, 48), v128.load(b, 48)), 48);
      a += 64;
      b += 64;
      out += 64;
    }
  }
  if (aStep & bStep) {
    for (; n > 0; n -= 4) {
      put(out, combined(op, v128.load(a), v128.load(b)), n);
      a += 16;
      b += 16;
      out += 16;
    }
  } else if (bStep) {
    const x = v128.load32_splat(a);
    for (; n > 0; n -= 4) {
      put(out, combined(op, x, v128.load(b)), n);
      b += 16;
      out += 16;
    }
  } else {
    // Both stand still only where there is one column.
    const y = v128.load32_splat(b);
    for (; n > 0; n -= 4) {
      put(out, combined(op, v128.load(a), y), n);
      a += 16;
      out += 16;
    }
  }
}

// @ts-ignore: decorator
@inline
function combined(op: i32, x: v128, y: v128): v128 {
  if (op == ADD) return f32x4.add(x, y);
  // pmax keeps its first operand where it is NaN.
  if (op == ADD_RELU) return f32x4.pmax(f32x4.add(x, y), f32x4.splat(0));
  if (op == SUB) return f32x4.sub(x, y);
  if (op == MUL) return f32x4.mul(x, y);
  if (op == DIV) return f32x4.div(x, y);
  if (op == MAXIMUM) return f32x4.max(x, y);
  if (op == MINIMUM) return f32x4.min(x, y);
  const one = f32x4.splat(1);
  if (op == EQUAL) return v128.and(f32x4.eq(x, y), one);
  if (op == NOT_EQUAL) return v128.and(f32x4.ne(x, y), one);
  if (op == GREATER) return v128.and(f32x4.gt(x, y), one);
  if (op == GREATER_EQUAL) return v128.and(f32x4.ge(x, y), one);
  if (op == LESS) return v128.and(f32x4.lt(x, y), one);
  return v128.and(f32x4.le(x, y), one);
}

/** One by one: through float64, as C's powf. IEEE 754 and JavaScript differ where the base is ±1. */
function powers(n: i32, a: usize, aStep: i32, b: usize, bStep: i32, out: usize): void {
  for (; n > 0; n--) {
    const x = load<f32>(a), y = load<f32>(b);
    const undefined = y != y || (abs(x) == 1 && abs(y) == Infinity);
    store<f32>(out, undefined ? NaN : NativeMathf.pow(x, y));
    a += aStep << 2;
    b += bStep << 2;
    out += 4;
  }
}

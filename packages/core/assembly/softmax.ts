// Softmax by rows. Contract: src/kernels/softmax.
import { expOfNegative } from "./exp";
import { firstLanes, put, sumAcross } from "./lanes";
import { lnOrNaN } from "./probability";
import { rowMax, rowPowers } from "./rows";

export function softmax(rows: i32, columns: i32, x: usize, y: usize): void {
  if (columns == 0) return;
  x <<= 2;
  y <<= 2;
  const width = ((columns - 1) & 3) + 1;
  const whole = (columns - width) << 2;
  const mask = firstLanes(width);
  for (; rows > 0; rows--) {
    const max = rowMax(x, whole, mask);
    const last = v128.and(expOfNegative(f32x4.sub(v128.load(x + whole), max)), mask);
    const sum = rowPowers(x, y, whole, max, last);
    const scale = f32x4.div(f32x4.splat(1), sumAcross(sum));
    for (let j = 0; j < whole; j += 16) v128.store(y + j, f32x4.mul(v128.load(y + j), scale));
    put(y + whole, f32x4.mul(last, scale), width);
    x += columns << 2;
    y += columns << 2;
  }
}

export function softmaxBackward(rows: i32, columns: i32, y: usize, dy: usize, dx: usize): void {
  if (columns == 0) return;
  y <<= 2;
  dy <<= 2;
  dx <<= 2;
  const width = ((columns - 1) & 3) + 1;
  const whole = (columns - width) << 2;
  const mask = firstLanes(width);
  for (; rows > 0; rows--) {
    const lastY = v128.load(y + whole), lastDy = v128.load(dy + whole);
    let dot = v128.and(f32x4.mul(lastY, lastDy), mask);
    for (let j = 0; j < whole; j += 16) {
      dot = f32x4.add(dot, f32x4.mul(v128.load(y + j), v128.load(dy + j)));
    }
    dot = sumAcross(dot);
    for (let j = 0; j < whole; j += 16) {
      v128.store(dx + j, f32x4.mul(v128.load(y + j), f32x4.sub(v128.load(dy + j), dot)));
    }
    put(dx + whole, f32x4.mul(lastY, f32x4.sub(lastDy, dot)), width);
    y += columns << 2;
    dy += columns << 2;
    dx += columns << 2;
  }
}

export function logSoftmax(rows: i32, columns: i32, x: usize, y: usize): void {
  if (columns == 0) return;
  x <<= 2;
  y <<= 2;
  const width = ((columns - 1) & 3) + 1;
  const whole = (columns - width) << 2;
  const mask = firstLanes(width);
  for (; rows > 0; rows--) {
    const max = rowMax(x, whole, mask);
    const last = f32x4.sub(v128.load(x + whole), max);
    const sum = rowPowers(x, 0, whole, max, v128.and(expOfNegative(last), mask));
    const shift = lnOrNaN(sumAcross(sum));
    for (let j = 0; j < whole; j += 16) {
      v128.store(y + j, f32x4.sub(f32x4.sub(v128.load(x + j), max), shift));
    }
    put(y + whole, f32x4.sub(last, shift), width);
    x += columns << 2;
    y += columns << 2;
  }
}

export function logSoftmaxBackward(rows: i32, columns: i32, y: usize, dy: usize, dx: usize): void {
  if (columns == 0) return;
  y <<= 2;
  dy <<= 2;
  dx <<= 2;
  const width = ((columns - 1) & 3) + 1;
  const whole = (columns - width) << 2;
  const mask = firstLanes(width);
  for (; rows > 0; rows--) {
    const lastY = v128.load(y + whole), lastDy = v128.load(dy + whole);
    let sum = v128.and(lastDy, mask);
    for (let j = 0; j < whole; j += 16) sum = f32x4.add(sum, v128.load(dy + j));
    sum = sumAcross(sum);
    for (let j = 0; j < whole; j += 16) {
      v128.store(dx + j, f32x4.sub(v128.load(dy + j), f32x4.mul(expOfNegative(v128.load(y + j)), sum)));
    }
    put(dx + whole, f32x4.sub(lastDy, f32x4.mul(expOfNegative(lastY), sum)), width);
    y += columns << 2;
    dy += columns << 2;
    dx += columns << 2;
  }
}

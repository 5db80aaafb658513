// Attention, head by head. Contract: src/kernels/attention.
//
// Each head is a matrix whose rows stand heads·dim apart; products read and write it in place. K in front
// of the scores, and V in front of their gradient, are transposed into scratch once for each head: rows of
// vectors instead of dot products.

import { expOfNegative } from "./exp";
import { gemmNN, gemmTN } from "./gemm";
import { firstLanes, maxAcross, put, sumAcross } from "./lanes";

export function attention(
  batch: i32, heads: i32, queries: i32, keys: i32, dim: i32, valueDim: i32, scale: f32, q: usize, k: usize, v: usize,
  mask: usize, causal: i32, p: usize, out: usize, scratch: usize,
): void {
  const row = heads * dim, valueRow = heads * valueDim;
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const vh = v + h * valueDim;
      transpose(keys, dim, k + h * dim, row, scratch);
      gemmNN(queries, keys, dim, q + h * dim, row, scratch, keys, p, keys, 0, 0);
      let at = p << 2;
      for (let i = 0; i < queries; i++) {
        softmax(at, causal ? min(i + 1, keys) : keys, keys, scale, mask << 2);
        at += keys << 2;
      }
      gemmNN(queries, valueDim, keys, p, keys, vh, valueRow, out + h * valueDim, valueRow, 0, 0);
      p += queries * keys;
    }
    q += queries * row;
    k += keys * row;
    v += keys * valueRow;
    out += queries * valueRow;
    if (mask) mask += keys;
  }
}

export function attentionBackward(
  batch: i32, heads: i32, queries: i32, keys: i32, dim: i32, valueDim: i32, scale: f32, q: usize, k: usize, v: usize,
  p: usize, dout: usize, dq: usize, dk: usize, dv: usize, scratch: usize,
): void {
  const row = heads * dim, valueRow = heads * valueDim;
  const ds = scratch;
  const turned = scratch + queries * keys;
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const at = h * dim, valueAt = h * valueDim;
      gemmTN(keys, valueDim, queries, p, keys, dout + valueAt, valueRow, dv + valueAt, valueRow, 0, 0);
      transpose(keys, valueDim, v + valueAt, valueRow, turned);
      gemmNN(queries, keys, valueDim, dout + valueAt, valueRow, turned, keys, ds, keys, 0, 0);
      slopes(queries, keys, scale, p << 2, ds << 2);
      gemmNN(queries, dim, keys, ds, keys, k + at, row, dq + at, row, 0, 0);
      gemmTN(keys, dim, queries, ds, keys, q + at, row, dk + at, row, 0, 0);
      p += queries * keys;
    }
    q += queries * row;
    dq += queries * row;
    k += keys * row;
    dk += keys * row;
    v += keys * valueRow;
    dv += keys * valueRow;
    dout += queries * valueRow;
  }
}

/** out[c, r] = x[r, c], by tiles of 4×4; indices of elements. */
function transpose(rows: i32, columns: i32, x: usize, xRow: i32, out: usize): void {
  const from = xRow << 2, to = rows << 2;
  x <<= 2;
  out <<= 2;
  for (let r = 0; r < rows; r += 4) {
    const height = min(rows - r, 4);
    for (let c = 0; c < columns; c += 4) {
      const at = x + r * from + (c << 2);
      // Rows below the edge repeat the last one and are not stored.
      const x0 = v128.load(at);
      const x1 = v128.load(at + min(height - 1, 1) * from);
      const x2 = v128.load(at + min(height - 1, 2) * from);
      const x3 = v128.load(at + (height - 1) * from);
      const a = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5), b = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5);
      const d = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7), e = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
      const target = out + c * to + (r << 2);
      put(target, v128.shuffle<f64>(a, b, 0, 2), height);
      if (columns - c > 1) put(target + to, v128.shuffle<f64>(a, b, 1, 3), height);
      if (columns - c > 2) put(target + 2 * to, v128.shuffle<f64>(d, e, 0, 2), height);
      if (columns - c > 3) put(target + 3 * to, v128.shuffle<f64>(d, e, 1, 3), height);
    }
  }
}

/** The softmax of scale·s over the first `seen` of `length` scores whose mask is not 0; 0 elsewhere. */
function softmax(s: usize, seen: i32, length: i32, scale: f32, mask: usize): void {
  const none = f32x4.splat(<f32>-Infinity);
  const factor = f32x4.splat(scale);
  let max = none;
  for (let j = 0; j < seen; j += 4) {
    const at: usize = j << 2;
    let x = f32x4.mul(v128.load(s + at), factor);
    if (mask) x = v128.bitselect(none, x, f32x4.eq(v128.load(mask + at), f32x4.splat(0)));
    x = v128.bitselect(x, none, firstLanes(seen - j));
    put(s + at, x, length - j);
    // Unlike pmax it never loses a NaN.
    max = f32x4.max(max, x);
  }
  let sum = f32x4.splat(0);
  const left: usize = length << 2;
  if (!v128.any_true(f32x4.ne(max, none))) {
    memory.fill(s, 0, left);
    return;
  }
  max = maxAcross(max);
  for (let j = 0; j < seen; j += 4) {
    const at: usize = j << 2;
    const x = v128.and(expOfNegative(f32x4.sub(v128.load(s + at), max)), firstLanes(seen - j));
    put(s + at, x, length - j);
    sum = f32x4.add(sum, x);
  }
  const share = f32x4.div(f32x4.splat(1), sumAcross(sum));
  for (let j = 0; j < seen; j += 4) {
    const at: usize = j << 2;
    put(s + at, f32x4.mul(v128.load(s + at), share), length - j);
  }
  const written = min((seen + 3) & ~3, length) << 2;
  memory.fill(s + written, 0, left - written);
}

/** dp ← scale·p·(dp − Σ dp·p), row by row. */
function slopes(rows: i32, columns: i32, scale: f32, p: usize, dp: usize): void {
  const factor = f32x4.splat(scale);
  for (; rows > 0; rows--) {
    let dot = f32x4.splat(0);
    for (let j = 0; j < columns; j += 4) {
      const at: usize = j << 2;
      const product = f32x4.mul(v128.load(dp + at), v128.load(p + at));
      dot = f32x4.add(dot, v128.and(product, firstLanes(columns - j)));
    }
    dot = sumAcross(dot);
    for (let j = 0; j < columns; j += 4) {
      const at: usize = j << 2;
      const x = f32x4.sub(v128.load(dp + at), dot);
      put(dp + at, f32x4.mul(f32x4.mul(v128.load(p + at), factor), x), columns - j);
    }
    p += columns << 2;
    dp += columns << 2;
  }
}

// Attention, head by head. Contract: src/kernels/attention.
//
// Each head is a matrix whose rows stand heads·dim apart; products read and write it in place, and turn K
// and V themselves while they pack them.

import { expOfNegative } from "./exp";
import { gemmNN, gemmNT, gemmTN } from "./gemm";
import { firstLanes, put, sumAcross } from "./lanes";
import { rowMax, rowPowers } from "./rows";

export function attention(
  batch: i32, heads: i32, queries: i32, keys: i32, dim: i32, valueDim: i32, scale: f32, q: usize, k: usize, v: usize,
  mask: usize, causal: i32, drop: usize, p: usize, out: usize, kept: usize,
): void {
  const row = heads * dim, valueRow = heads * valueDim;
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const vh = v + h * valueDim;
      gemmNT(queries, keys, dim, q + h * dim, row, k + h * dim, row, p, keys, 0, 0);
      weigh(queries, keys, scale, p << 2, mask << 2);
      let at = p << 2;
      for (let i = 0; i < queries; i++) {
        softmax(at, causal ? min(i + 1, keys) : keys, keys);
        at += keys << 2;
      }
      let seen = p;
      if (drop) {
        seen = kept;
        multiply(queries * keys, p << 2, drop << 2, kept << 2);
        drop += queries * keys;
      }
      gemmNN(queries, valueDim, keys, seen, keys, vh, valueRow, out + h * valueDim, valueRow, 0, 0);
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
  p: usize, drop: usize, dout: usize, dq: usize, dk: usize, dv: usize, ds: usize,
): void {
  const row = heads * dim, valueRow = heads * valueDim;
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const at = h * dim, valueAt = h * valueDim;
      let seen = p;
      if (drop) {
        seen = ds;
        multiply(queries * keys, p << 2, drop << 2, ds << 2);
      }
      gemmTN(keys, valueDim, queries, seen, keys, dout + valueAt, valueRow, dv + valueAt, valueRow, 0, 0);
      gemmNT(queries, keys, valueDim, dout + valueAt, valueRow, v + valueAt, valueRow, ds, keys, 0, 0);
      if (drop) {
        multiply(queries * keys, ds << 2, drop << 2, ds << 2);
        drop += queries * keys;
      }
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

/** out = a ∘ b */
function multiply(n: i32, a: usize, b: usize, out: usize): void {
  const whole = (n & ~3) << 2;
  for (let i = 0; i < whole; i += 16) {
    v128.store(out + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
  }
  if (n & 3) put(out + whole, f32x4.mul(v128.load(a + whole), v128.load(b + whole)), n & 3);
}

/** s ← scale·s; −∞ in columns whose mask is 0. */
function weigh(rows: i32, columns: i32, scale: f32, s: usize, mask: usize): void {
  const factor = f32x4.splat(scale);
  if (mask == 0) {
    let n = rows * columns;
    for (; n >= 4; n -= 4) {
      v128.store(s, f32x4.mul(v128.load(s), factor));
      s += 16;
    }
    if (n > 0) put(s, f32x4.mul(v128.load(s), factor), n);
    return;
  }
  const none = f32x4.splat(<f32>-Infinity);
  for (; rows > 0; rows--) {
    for (let j = 0; j < columns; j += 4) {
      const at: usize = j << 2;
      const hidden = f32x4.eq(v128.load(mask + at), f32x4.splat(0));
      put(s + at, v128.bitselect(none, f32x4.mul(v128.load(s + at), factor), hidden), columns - j);
    }
    s += columns << 2;
  }
}

/**
 * The softmax of the first `seen` numbers of a row; 0 behind them. With whole vectors in loops of their
 * own, and K turned by the product, the forward pass takes 0.75 of the time that it takes with lanes
 * masked in every vector and K turned beforehand (16 samples, 4 heads of 16, 32 tokens, V8 11).
 */
function softmax(s: usize, seen: i32, length: i32): void {
  const width = ((seen - 1) & 3) + 1;
  const whole = (seen - width) << 2;
  const lanes = firstLanes(width);
  const max = rowMax(s, whole, lanes);
  if (f32x4.extract_lane(max, 0) == <f32>-Infinity && isEmpty(s, seen)) {
    memory.fill(s, 0, length << 2);
    return;
  }
  const last = v128.and(expOfNegative(f32x4.sub(v128.load(s + whole), max)), lanes);
  const share = f32x4.div(f32x4.splat(1), sumAcross(rowPowers(s, s, whole, max, last)));
  for (let j = 0; j < whole; j += 16) v128.store(s + j, f32x4.mul(v128.load(s + j), share));
  put(s + whole, f32x4.mul(last, share), width);
  memory.fill(s + (seen << 2), 0, (length - seen) << 2);
}

/** True where all are −∞: a maximum does not tell, as it may have lost a NaN. */
function isEmpty(s: usize, n: i32): bool {
  for (let j = 0; j < n; j++) if (load<f32>(s + (j << 2)) != <f32>-Infinity) return false;
  return true;
}

/** dp ← scale·p·(dp − Σ dp·p), row by row. */
function slopes(rows: i32, columns: i32, scale: f32, p: usize, dp: usize): void {
  if (columns == 0) return;
  const factor = f32x4.splat(scale);
  const width = ((columns - 1) & 3) + 1;
  const whole = (columns - width) << 2;
  const lanes = firstLanes(width);
  for (; rows > 0; rows--) {
    const lastP = v128.load(p + whole), lastDp = v128.load(dp + whole);
    let dot = v128.and(f32x4.mul(lastP, lastDp), lanes);
    for (let j = 0; j < whole; j += 16) {
      dot = f32x4.add(dot, f32x4.mul(v128.load(p + j), v128.load(dp + j)));
    }
    dot = sumAcross(dot);
    for (let j = 0; j < whole; j += 16) {
      const share = f32x4.mul(v128.load(p + j), factor);
      v128.store(dp + j, f32x4.mul(share, f32x4.sub(v128.load(dp + j), dot)));
    }
    put(dp + whole, f32x4.mul(f32x4.mul(lastP, factor), f32x4.sub(lastDp, dot)), width);
    p += columns << 2;
    dp += columns << 2;
  }
}

// Steps of gated recurrent units. Contract: src/kernels/gru.
import { tanhOf } from "./exp";
import { put } from "./lanes";
import { arriving, isHeld, passOn } from "./sequences";
import { sigmoidOf } from "./sigmoid";

export function gru(
  rows: i32, units: i32, x: usize, v: usize, h0: usize, h: usize, y: usize, yRow: i32, mask: usize, maskRow: i32,
): void {
  const row: usize = units << 2;
  x <<= 2;
  v <<= 2;
  h0 <<= 2;
  h <<= 2;
  y <<= 2;
  mask <<= 2;
  for (; rows > 0; rows--) {
    if (isHeld(mask)) {
      memory.copy(h, h0, row);
    } else {
      const whole: usize = row & ~15;
      for (let at: usize = 0; at < whole; at += 16) forward(x + at, v + at, row, h0 + at, h + at, 4);
      if (whole < row) forward(x + whole, v + whole, row, h0 + whole, h + whole, units & 3);
    }
    if (y) {
      memory.copy(y, h, row);
      y += yRow << 2;
    }
    if (mask) mask += maskRow << 2;
    x += 3 * row;
    v += 3 * row;
    h0 += row;
    h += row;
  }
}

// @ts-ignore: decorator
@inline
function forward(x: usize, v: usize, gate: usize, h0: usize, h: usize, width: i32): void {
  const z = sigmoidOf(f32x4.add(v128.load(x), v128.load(v)));
  put(x, z, width);
  x += gate;
  v += gate;
  const r = sigmoidOf(f32x4.add(v128.load(x), v128.load(v)));
  put(x, r, width);
  x += gate;
  v += gate;
  const n = tanhOf(f32x4.add(v128.load(x), f32x4.mul(r, v128.load(v))));
  put(x, n, width);
  put(h, mixed(z, v128.load(h0), n), width);
}

/** n + z·(h₀ − n). */
// @ts-ignore: decorator
@inline
function mixed(z: v128, h0: v128, n: v128): v128 {
  return f32x4.add(n, f32x4.mul(z, f32x4.sub(h0, n)));
}

export function gruBackward(
  rows: i32, units: i32, x: usize, v: usize, h0: usize, dh: usize, dy: usize, dyRow: i32, mask: usize, maskRow: i32,
): void {
  const row: usize = units << 2;
  x <<= 2;
  v <<= 2;
  h0 <<= 2;
  dh <<= 2;
  dy <<= 2;
  mask <<= 2;
  for (; rows > 0; rows--) {
    if (isHeld(mask)) {
      passOn(dh, dy, row);
      memory.fill(x, 0, 3 * row);
      memory.fill(v, 0, 3 * row);
    } else {
      const whole: usize = row & ~15;
      for (let at: usize = 0; at < whole; at += 16) {
        backward(x + at, v + at, row, h0 + at, dh + at, arriving(dh, dy, at), 4);
      }
      if (whole < row) {
        backward(x + whole, v + whole, row, h0 + whole, dh + whole, arriving(dh, dy, whole), units & 3);
      }
    }
    if (dy) dy += dyRow << 2;
    if (mask) mask += maskRow << 2;
    x += 3 * row;
    v += 3 * row;
    h0 += row;
    dh += row;
  }
}

// @ts-ignore: decorator
@inline
function backward(x: usize, v: usize, gate: usize, h0: usize, dh: usize, d: v128, width: i32): void {
  const one = f32x4.splat(1);
  const z = v128.load(x), r = v128.load(x + gate), n = v128.load(x + 2 * gate);
  const dn = slopeOfState(d, z, n);
  const dz = slopeOfUpdate(d, v128.load(h0), z, n);
  const dr = f32x4.mul(f32x4.mul(f32x4.mul(dn, v128.load(v + 2 * gate)), r), f32x4.sub(one, r));
  put(dh, f32x4.mul(d, z), width);
  put(x, dz, width);
  put(v, dz, width);
  put(x + gate, dr, width);
  put(v + gate, dr, width);
  put(x + 2 * gate, dn, width);
  put(v + 2 * gate, f32x4.mul(dn, r), width);
}

/** d·(1 − z)·(1 − n²). */
// @ts-ignore: decorator
@inline
function slopeOfState(d: v128, z: v128, n: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.mul(f32x4.mul(d, f32x4.sub(one, z)), f32x4.sub(one, f32x4.mul(n, n)));
}

/** d·(h₀ − n)·z·(1 − z). */
// @ts-ignore: decorator
@inline
function slopeOfUpdate(d: v128, h0: v128, z: v128, n: v128): v128 {
  return f32x4.mul(f32x4.mul(f32x4.mul(d, f32x4.sub(h0, n)), z), f32x4.sub(f32x4.splat(1), z));
}

export function gruGates(rows: i32, units: i32, x: usize, h0: usize, s: usize): void {
  const row: usize = units << 2;
  x <<= 2;
  h0 <<= 2;
  s <<= 2;
  for (; rows > 0; rows--) {
    for (let at: usize = 0; at < row; at += 16) {
      const width = units - <i32>(at >> 2);
      const r = sigmoidOf(v128.load(x + row + at));
      put(x + at, sigmoidOf(v128.load(x + at)), width);
      put(x + row + at, r, width);
      put(s + at, f32x4.mul(r, v128.load(h0 + at)), width);
    }
    x += 3 * row;
    h0 += row;
    s += row;
  }
}

export function gruState(
  rows: i32, units: i32, x: usize, h0: usize, h: usize, y: usize, yRow: i32, mask: usize, maskRow: i32,
): void {
  const row: usize = units << 2;
  x <<= 2;
  h0 <<= 2;
  h <<= 2;
  y <<= 2;
  mask <<= 2;
  for (; rows > 0; rows--) {
    const held = isHeld(mask);
    for (let at: usize = 0; at < row; at += 16) {
      const width = units - <i32>(at >> 2);
      const n = tanhOf(v128.load(x + 2 * row + at));
      put(x + 2 * row + at, n, width);
      const before = v128.load(h0 + at);
      put(h + at, held ? before : mixed(v128.load(x + at), before, n), width);
    }
    if (y) {
      memory.copy(y, h, row);
      y += yRow << 2;
    }
    if (mask) mask += maskRow << 2;
    x += 3 * row;
    h0 += row;
    h += row;
  }
}

export function gruStateBackward(
  rows: i32, units: i32, x: usize, h0: usize, dh: usize, dy: usize, dyRow: i32, mask: usize, maskRow: i32,
): void {
  const row: usize = units << 2;
  x <<= 2;
  h0 <<= 2;
  dh <<= 2;
  dy <<= 2;
  mask <<= 2;
  for (; rows > 0; rows--) {
    if (isHeld(mask)) {
      passOn(dh, dy, row);
      memory.fill(x, 0, row);
      memory.fill(x + 2 * row, 0, row);
    } else {
      for (let at: usize = 0; at < row; at += 16) {
        const width = units - <i32>(at >> 2);
        const z = v128.load(x + at), n = v128.load(x + 2 * row + at), d = arriving(dh, dy, at);
        const dz = slopeOfUpdate(d, v128.load(h0 + at), z, n);
        put(x + 2 * row + at, slopeOfState(d, z, n), width);
        put(x + at, dz, width);
        put(dh + at, f32x4.mul(d, z), width);
      }
    }
    if (dy) dy += dyRow << 2;
    if (mask) mask += maskRow << 2;
    x += 3 * row;
    h0 += row;
    dh += row;
  }
}

export function gruGatesBackward(rows: i32, units: i32, x: usize, h0: usize, ds: usize, dh: usize): void {
  const row: usize = units << 2;
  x = (x << 2) + row;
  h0 <<= 2;
  ds <<= 2;
  dh <<= 2;
  for (; rows > 0; rows--) {
    for (let at: usize = 0; at < row; at += 16) {
      const width = units - <i32>(at >> 2);
      const r = v128.load(x + at), through = f32x4.mul(v128.load(ds + at), r);
      const slope = f32x4.mul(v128.load(h0 + at), f32x4.sub(f32x4.splat(1), r));
      put(x + at, f32x4.mul(through, slope), width);
      put(dh + at, f32x4.add(v128.load(dh + at), through), width);
    }
    x += 3 * row;
    h0 += row;
    ds += row;
    dh += row;
  }
}

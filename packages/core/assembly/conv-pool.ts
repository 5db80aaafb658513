// Convolution, relu and 2×2 max-pool in one. Contract: src/kernels/conv-pool.
//
// Forward, the four rows of a register tile are the pixels of a window. Backward, a gradient touches
// one patch: the windows that have one are listed first, without a branch that depends on the data.
//
// 32 images, µs, V8 11, where registers alone reach 51 GFLOP/s:
//
//     28²×1 → 8, 3×3     forward 135, conv and pool apart 189     backward 136, apart 93 + 91 and relu and bias
//     13²×8 → 16, 3×3    forward 181, apart 253                   backward 233, apart 217 + 304 + 24 and relu and bias
//
// Forward, a stretch of three written out took 154 instead of 135. Backward, patch by patch took 310 at
// 28²×1, so narrow stretches spread the gradient and go through the tiles of conv.ts; two vectors of a
// stretch at once make 257 to 233 at 13²×8.

import { convWeights } from "./conv";
import { put } from "./lanes";

/** Elements of a stretch below which a patch is too small to be worth a visit of its own. */
const NARROW = 8;

export function convPool(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
  x: usize, w: usize, bias: usize, y: usize, index: usize, room: usize,
): void {
  x <<= 2;
  w <<= 2;
  bias <<= 2;
  y <<= 2;
  index <<= 2;
  const line = width * channels << 2;
  const right = strideX * channels << 2, below = strideY * line;
  const stretch = kernelWidth * channels << 2, hop = line - stretch;
  const step = filters << 2;
  const zero = f32x4.splat(0), one = f32x4.splat(1), two = f32x4.splat(2), three = f32x4.splat(3);
  for (; images > 0; images--) {
    for (let p = 0; p < outHeight; p++) {
      let from = x + 2 * p * below;
      for (let q = outWidth; q > 0; q--) {
        let j = 0;
        for (; j <= filters - 8; j += 8) {
          let a0 = from, a1 = from + right, a2 = from + below, a3 = from + below + right;
          let b = w + (j << 2);
          let c00 = bias ? v128.load(bias + (j << 2)) : zero, c01 = bias ? v128.load(bias + (j << 2), 16) : zero;
          let c10 = c00, c11 = c01, c20 = c00, c21 = c01, c30 = c00, c31 = c01;
          for (let i = kernelHeight; i > 0; i--) {
            const end = a0 + stretch;
            while (a0 < end) {
              const b0 = v128.load(b), b1 = v128.load(b, 16);
              let v = v128.load32_splat(a0);
              c00 = f32x4.add(c00, f32x4.mul(v, b0));
              c01 = f32x4.add(c01, f32x4.mul(v, b1));
              v = v128.load32_splat(a1);
              c10 = f32x4.add(c10, f32x4.mul(v, b0));
              c11 = f32x4.add(c11, f32x4.mul(v, b1));
              v = v128.load32_splat(a2);
              c20 = f32x4.add(c20, f32x4.mul(v, b0));
              c21 = f32x4.add(c21, f32x4.mul(v, b1));
              v = v128.load32_splat(a3);
              c30 = f32x4.add(c30, f32x4.mul(v, b0));
              c31 = f32x4.add(c31, f32x4.mul(v, b1));
              a0 += 4;
              a1 += 4;
              a2 += 4;
              a3 += 4;
              b += step;
            }
            a0 += hop;
            a1 += hop;
            a2 += hop;
            a3 += hop;
          }
          let tap0 = zero, tap1 = zero;
          let larger = v128.or(f32x4.gt(c10, c00), f32x4.ne(c10, c10));
          c00 = v128.bitselect(c10, c00, larger);
          tap0 = v128.bitselect(one, tap0, larger);
          larger = v128.or(f32x4.gt(c20, c00), f32x4.ne(c20, c20));
          c00 = v128.bitselect(c20, c00, larger);
          tap0 = v128.bitselect(two, tap0, larger);
          larger = v128.or(f32x4.gt(c30, c00), f32x4.ne(c30, c30));
          c00 = v128.bitselect(c30, c00, larger);
          tap0 = v128.bitselect(three, tap0, larger);
          larger = v128.or(f32x4.gt(c11, c01), f32x4.ne(c11, c11));
          c01 = v128.bitselect(c11, c01, larger);
          tap1 = v128.bitselect(one, tap1, larger);
          larger = v128.or(f32x4.gt(c21, c01), f32x4.ne(c21, c21));
          c01 = v128.bitselect(c21, c01, larger);
          tap1 = v128.bitselect(two, tap1, larger);
          larger = v128.or(f32x4.gt(c31, c01), f32x4.ne(c31, c31));
          c01 = v128.bitselect(c31, c01, larger);
          tap1 = v128.bitselect(three, tap1, larger);
          v128.store(y, f32x4.pmax(c00, zero));
          v128.store(y, f32x4.pmax(c01, zero), 16);
          v128.store(index, tap0);
          v128.store(index, tap1, 16);
          y += 32;
          index += 32;
        }
        for (; j < filters; j += 4) {
          let a0 = from, a1 = from + right, a2 = from + below, a3 = from + below + right;
          let b = w + (j << 2);
          let c0 = bias ? v128.load(bias + (j << 2)) : zero;
          let c1 = c0, c2 = c0, c3 = c0;
          for (let i = kernelHeight; i > 0; i--) {
            const end = a0 + stretch;
            while (a0 < end) {
              const b0 = v128.load(b);
              c0 = f32x4.add(c0, f32x4.mul(v128.load32_splat(a0), b0));
              c1 = f32x4.add(c1, f32x4.mul(v128.load32_splat(a1), b0));
              c2 = f32x4.add(c2, f32x4.mul(v128.load32_splat(a2), b0));
              c3 = f32x4.add(c3, f32x4.mul(v128.load32_splat(a3), b0));
              a0 += 4;
              a1 += 4;
              a2 += 4;
              a3 += 4;
              b += step;
            }
            a0 += hop;
            a1 += hop;
            a2 += hop;
            a3 += hop;
          }
          let tap = zero;
          let larger = v128.or(f32x4.gt(c1, c0), f32x4.ne(c1, c1));
          c0 = v128.bitselect(c1, c0, larger);
          tap = v128.bitselect(one, tap, larger);
          larger = v128.or(f32x4.gt(c2, c0), f32x4.ne(c2, c2));
          c0 = v128.bitselect(c2, c0, larger);
          tap = v128.bitselect(two, tap, larger);
          larger = v128.or(f32x4.gt(c3, c0), f32x4.ne(c3, c3));
          c0 = v128.bitselect(c3, c0, larger);
          tap = v128.bitselect(three, tap, larger);
          put(y, f32x4.pmax(c0, zero), filters - j);
          put(index, tap, filters - j);
          const stored = min(filters - j, 4) << 2;
          y += stored;
          index += stored;
        }
        from += 2 * right;
      }
    }
    x += height * line;
  }
}

export function convPoolBackward(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
  x: usize, w: usize, y: usize, dy: usize, index: usize, dw: usize, db: usize, dx: usize, room: usize,
): void {
  if (!dx && kernelWidth * channels < NARROW) {
    const size = height * width * channels, outSize = outHeight * outWidth * filters;
    for (; images > 0; images--) {
      spread(outHeight, outWidth, filters, y << 2, dy << 2, index << 2, db << 2, room << 2);
      convWeights(
        1, height, width, channels, 2 * outHeight, 2 * outWidth, filters,
        kernelHeight, kernelWidth, strideY, strideX, 1, 1, 1, x, room, dw, 0,
      );
      x += size;
      y += outSize;
      dy += outSize;
      index += outSize;
    }
    return;
  }
  x <<= 2;
  w <<= 2;
  y <<= 2;
  dy <<= 2;
  index <<= 2;
  dw <<= 2;
  db <<= 2;
  dx <<= 2;
  room <<= 2;
  const line = width * channels << 2;
  const right = strideX * channels << 2, below = strideY * line;
  const stretch = kernelWidth * channels;
  // Weights and their gradients filter by filter, each stretch of taps filled up to whole vectors; the
  // gradient of the bias behind them.
  const padded = (stretch + 3 & ~3) << 2;
  const filter = kernelHeight * padded + 16;
  const ws = room, dws = ws + filters * filter, list = dws + filters * filter;
  memory.fill(dws, 0, filters * filter);
  if (dx) {
    transpose(w, ws, filters, kernelHeight, stretch, padded);
    memory.fill(dx, 0, images * height * line);
  }
  const toDx = dx - x;
  for (; images > 0; images--) {
    let entry = list;
    for (let p = 0; p < outHeight; p++) {
      let from = x + 2 * p * below;
      for (let q = outWidth; q > 0; q--) {
        let at = 0;
        for (let o = filters; o > 0; o--) {
          const tap = <i32>f32.load(index);
          i32.store(entry, from + (tap & 1 ? right : 0) + (tap & 2 ? below : 0));
          i32.store(entry, at, 4);
          f32.store(entry, f32.load(dy), 8);
          entry += f32.load(y) > 0 ? 12 : 0;
          at += filter;
          y += 4;
          dy += 4;
          index += 4;
        }
        from += 2 * right;
      }
    }
    for (let each = list; each < entry; each += 12) {
      const g = v128.load32_splat(each, 8);
      let from: usize = i32.load(each);
      let to = dws + <usize>i32.load(each, 4);
      if (dx) {
        let weight = ws + <usize>i32.load(each, 4);
        for (let i = kernelHeight; i > 0; i--) {
          let a = from;
          let rest = stretch;
          for (; rest >= 8; rest -= 8) {
            v128.store(to, f32x4.add(v128.load(to), f32x4.mul(g, v128.load(a))));
            v128.store(to, f32x4.add(v128.load(to, 16), f32x4.mul(g, v128.load(a, 16))), 16);
            const b = a + toDx;
            v128.store(b, f32x4.add(v128.load(b), f32x4.mul(g, v128.load(weight))));
            v128.store(b, f32x4.add(v128.load(b, 16), f32x4.mul(g, v128.load(weight, 16))), 16);
            a += 32;
            to += 32;
            weight += 32;
          }
          for (; rest >= 4; rest -= 4) {
            v128.store(to, f32x4.add(v128.load(to), f32x4.mul(g, v128.load(a))));
            v128.store(a + toDx, f32x4.add(v128.load(a + toDx), f32x4.mul(g, v128.load(weight))));
            a += 16;
            to += 16;
            weight += 16;
          }
          if (rest) {
            v128.store(to, f32x4.add(v128.load(to), f32x4.mul(g, v128.load(a))));
            put(a + toDx, f32x4.add(v128.load(a + toDx), f32x4.mul(g, v128.load(weight))), rest);
            to += 16;
            weight += 16;
          }
          from += line;
        }
      } else {
        for (let i = kernelHeight; i > 0; i--) {
          let a = from;
          const end = to + padded;
          for (; to + 16 < end; to += 32) {
            v128.store(to, f32x4.add(v128.load(to), f32x4.mul(g, v128.load(a))));
            v128.store(to, f32x4.add(v128.load(to, 16), f32x4.mul(g, v128.load(a, 16))), 16);
            a += 32;
          }
          if (to < end) {
            v128.store(to, f32x4.add(v128.load(to), f32x4.mul(g, v128.load(a))));
            to += 16;
          }
          from += line;
        }
      }
      v128.store(to, f32x4.add(v128.load(to), g));
    }
    x += height * line;
  }
  addBack(dws, dw, db, filters, kernelHeight, stretch, padded);
}

/** One image of the convolution's gradient: dy at the maxima above 0, else 0. */
function spread(
  outHeight: i32, outWidth: i32, filters: i32, y: usize, dy: usize, index: usize, db: usize, to: usize,
): void {
  const pixel = filters << 2, line = 2 * outWidth * pixel;
  const zero = f32x4.splat(0), one = f32x4.splat(1), two = f32x4.splat(2), three = f32x4.splat(3);
  for (; outHeight > 0; outHeight--) {
    for (let q = outWidth; q > 0; q--) {
      let bias = db;
      for (let rest = filters; rest > 0; rest -= 4) {
        const g = v128.and(v128.load(dy), f32x4.gt(v128.load(y), zero));
        const tap = v128.load(index);
        put(to, v128.and(g, f32x4.eq(tap, zero)), rest);
        put(to + pixel, v128.and(g, f32x4.eq(tap, one)), rest);
        put(to + line, v128.and(g, f32x4.eq(tap, two)), rest);
        put(to + line + pixel, v128.and(g, f32x4.eq(tap, three)), rest);
        if (db) put(bias, f32x4.add(v128.load(bias), g), rest);
        const bytes = min(rest, 4) << 2;
        bias += bytes;
        y += bytes;
        dy += bytes;
        index += bytes;
        to += bytes;
      }
      to += pixel;
    }
    to += line;
  }
}

/** w, [taps, filters], to [filters, stretches, padded]. What fills up a stretch is never used. */
function transpose(w: usize, to: usize, filters: i32, stretches: i32, stretch: i32, padded: i32): void {
  for (let i = 0; i < stretches; i++) {
    for (let k = 0; k < stretch; k++) {
      let at = to + i * padded + (k << 2);
      for (let o = filters; o > 0; o--) {
        f32.store(at, f32.load(w));
        w += 4;
        at += stretches * padded + 16;
      }
    }
  }
}

function addBack(
  from: usize, dw: usize, db: usize, filters: i32, stretches: i32, stretch: i32, padded: i32,
): void {
  const filter = stretches * padded + 16;
  for (let i = 0; i < stretches; i++) {
    for (let k = 0; k < stretch; k++) {
      let at = from + i * padded + (k << 2);
      for (let o = filters; o > 0; o--) {
        f32.store(dw, f32.load(dw) + f32.load(at));
        dw += 4;
        at += filter;
      }
    }
  }
  if (!db) return;
  let at = from + filter - 16;
  for (let o = filters; o > 0; o--) {
    f32.store(db, f32.load(db) + f32.load(at));
    db += 4;
    at += filter;
  }
}

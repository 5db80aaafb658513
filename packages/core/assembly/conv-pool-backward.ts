// The gradient of convolution, relu and 2×2 max-pool in one. Contract: src/kernels/conv-pool.
//
// A gradient touches one patch. For every filter the patches that have one are listed, without a branch
// that depends on the data; then six vectors of the patch are kept in registers along the list: the
// weights' gradient as sums, and in a second turn the weights themselves, whose products are added to dx
// in memory. Both in one turn spill.
//
// 32 images, µs, V8 11, where registers alone reach 51 GFLOP/s:
//
//     28²×1 → 8, 3×3      100, no dx
//     13²×8 → 16, 3×3     165
//     14²×16 → 32, 5×5    1360
//
// What was tried: windows one after another, whole patches added to memory: 138, 252, 1500. Lists by
// window and place in it, with dx in registers: 240 at 13²×8. The gradient spread out and dense products:
// 138 at 28²×1. Offsets computed beside the loop instead of read from a table: 490, V8 spills them in
// every turn. Lists of all windows, those without a gradient included: 84 at 28²×1 where all have one, but
// 1800 at 14²×16 where 3 of 4 do.

import { put } from "./lanes";

/** Vectors of a patch that are worked on at once. */
const TILE = 6;
/** Windows of a pass at least. */
const WINDOWS = 50;

// A patch as vectors: rows of taps, each `across` vectors, of which the last one ends with the row.
let line: i32 = 0;
let stretch: i32 = 0;
let across: i32 = 0;

export function convPoolBackward(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32,
  x: usize, w: usize, y: usize, dy: usize, index: usize, dw: usize, db: usize, dx: usize, room: usize,
): void {
  x <<= 2;
  w <<= 2;
  y <<= 2;
  dy <<= 2;
  index <<= 2;
  dw <<= 2;
  db <<= 2;
  dx <<= 2;
  line = width * channels << 2;
  stretch = kernelWidth * channels;
  across = stretch + 3 >> 2;
  const right = strideX * channels << 2, below = strideY * line, image = height * line;
  const vectors = (kernelHeight * across + TILE - 1) / TILE * TILE;
  const filter = vectors << 4;
  const windows = outHeight * outWidth, pass = (WINDOWS + windows - 1) / windows;
  const pixelY = filters << 2;
  const offsets = room << 2, dws = offsets + (vectors << 2), ws = dws + filters * filter, ends = ws + filters * filter, list = ends + 16;
  const length = pass * windows << 3;
  memory.fill(offsets, 0, ends - offsets);
  setOffsets(offsets, kernelHeight);
  if (dx) {
    exchange(w, ws, filters, kernelHeight, filter, true);
    memory.fill(dx, 0, images * image);
  }
  const toDx = dx - x;
  for (; images > 0; images -= pass) {
    const some = min(images, pass);
    for (let o = 0; o < filters; o += 4) {
      const at = o << 2, rest = min(filters - o, 4);
      const sum = listWindows(
        some, outHeight, outWidth, image, below, right, x, pixelY, y + at, dy + at, index + at, ends, length,
      );
      if (db) put(db + at, f32x4.add(v128.load(db + at), sum), rest);
      for (let k = 0; k < rest; k++) {
        const first = list + k * length, end: usize = i32.load(ends + (k << 2));
        let at = (o + k) * filter;
        for (let v = 0; v < vectors; v += TILE) {
          if (dx && stretch < 4) addElements(first, end, offsets + (v << 2), ws + at, toDx);
          else if (dx) addInput(first, end, offsets + (v << 2), ws + at, toDx);
          addWeights(first, end, offsets + (v << 2), dws + at);
          at += TILE << 4;
        }
      }
    }
    x += some * image;
    const size = some * windows * pixelY;
    y += size;
    dy += size;
    index += size;
  }
  exchange(dw, dws, filters, kernelHeight, filter, false);
}

// @ts-ignore: decorator
@inline
function startOf(vector: i32): i32 {
  return max(min(vector << 2, stretch - 4), 0);
}

function setOffsets(offsets: usize, kernelHeight: i32): void {
  for (let i = 0; i < kernelHeight; i++) {
    for (let v = 0; v < across; v++) {
      i32.store(offsets, i * line + (startOf(v) << 2));
      offsets += 4;
    }
  }
}

/**
 * For four filters, where the patch of each maximum above 0 begins, and its gradient: four lists, each
 * `length` bytes after the one before, behind the four ends of them. Returns the sums of the gradients.
 */
function listWindows(
  images: i32, outHeight: i32, outWidth: i32, image: i32, below: i32, right: i32,
  x: usize, pixelY: i32, y: usize, dy: usize, index: usize, ends: usize, length: i32,
): v128 {
  const zero = f32x4.splat(0), one = f32x4.splat(1), two = f32x4.splat(2), three = f32x4.splat(3);
  const rights = i32x4.splat(right), belows = i32x4.splat(below);
  let e0 = ends + 16, e1 = e0 + length, e2 = e1 + length, e3 = e2 + length;
  let sum = zero;
  for (; images > 0; images--) {
    let row = x;
    for (let p = outHeight; p > 0; p--) {
      let from = row;
      for (let q = outWidth; q > 0; q--) {
        const tap = v128.load(index);
        const active = f32x4.gt(v128.load(y), zero);
        const g = v128.and(v128.load(dy), active);
        sum = f32x4.add(sum, g);
        const isRight = v128.or(f32x4.eq(tap, one), f32x4.eq(tap, three));
        const hop = i32x4.add(v128.and(f32x4.ge(tap, two), belows), v128.and(isRight, rights));
        const at = i32x4.add(i32x4.splat(from), hop);
        const bits = i32x4.bitmask(active) << 3;
        v128.store32_lane(e0, at, 0);
        v128.store32_lane(e0, g, 0, 4);
        e0 += bits & 8;
        v128.store32_lane(e1, at, 1);
        v128.store32_lane(e1, g, 1, 4);
        e1 += bits >> 1 & 8;
        v128.store32_lane(e2, at, 2);
        v128.store32_lane(e2, g, 2, 4);
        e2 += bits >> 2 & 8;
        v128.store32_lane(e3, at, 3);
        v128.store32_lane(e3, g, 3, 4);
        e3 += bits >> 3 & 8;
        y += pixelY;
        dy += pixelY;
        index += pixelY;
        from += 2 * right;
      }
      row += 2 * below;
    }
    x += image;
  }
  i32.store(ends, e0);
  i32.store(ends, e1, 4);
  i32.store(ends, e2, 8);
  i32.store(ends, e3, 12);
  return sum;
}

/** dw += Σ g·x for six vectors of the patch. */
function addWeights(list: usize, end: usize, offsets: usize, dw: usize): void {
  const o0 = i32.load(offsets), o1 = i32.load(offsets, 4), o2 = i32.load(offsets, 8);
  const o3 = i32.load(offsets, 12), o4 = i32.load(offsets, 16), o5 = i32.load(offsets, 20);
  let c0 = v128.load(dw), c1 = v128.load(dw, 16), c2 = v128.load(dw, 32);
  let c3 = v128.load(dw, 48), c4 = v128.load(dw, 64), c5 = v128.load(dw, 80);
  for (let entry = list; entry < end; entry += 8) {
    const a: usize = i32.load(entry);
    const g = v128.load32_splat(entry, 4);
    c0 = f32x4.add(c0, f32x4.mul(g, v128.load(a + o0)));
    c1 = f32x4.add(c1, f32x4.mul(g, v128.load(a + o1)));
    c2 = f32x4.add(c2, f32x4.mul(g, v128.load(a + o2)));
    c3 = f32x4.add(c3, f32x4.mul(g, v128.load(a + o3)));
    c4 = f32x4.add(c4, f32x4.mul(g, v128.load(a + o4)));
    c5 = f32x4.add(c5, f32x4.mul(g, v128.load(a + o5)));
  }
  v128.store(dw, c0);
  v128.store(dw, c1, 16);
  v128.store(dw, c2, 32);
  v128.store(dw, c3, 48);
  v128.store(dw, c4, 64);
  v128.store(dw, c5, 80);
}

/** dx += g·w, the same six vectors. */
function addInput(list: usize, end: usize, offsets: usize, w: usize, toDx: usize): void {
  const o0 = i32.load(offsets) + toDx, o1 = i32.load(offsets, 4) + toDx, o2 = i32.load(offsets, 8) + toDx;
  const o3 = i32.load(offsets, 12) + toDx, o4 = i32.load(offsets, 16) + toDx, o5 = i32.load(offsets, 20) + toDx;
  const w0 = v128.load(w), w1 = v128.load(w, 16), w2 = v128.load(w, 32);
  const w3 = v128.load(w, 48), w4 = v128.load(w, 64), w5 = v128.load(w, 80);
  for (let entry = list; entry < end; entry += 8) {
    const a: usize = i32.load(entry);
    const g = v128.load32_splat(entry, 4);
    add(a + o0, f32x4.mul(g, w0));
    add(a + o1, f32x4.mul(g, w1));
    add(a + o2, f32x4.mul(g, w2));
    add(a + o3, f32x4.mul(g, w3));
    add(a + o4, f32x4.mul(g, w4));
    add(a + o5, f32x4.mul(g, w5));
  }
}

/** The same for rows of taps that are shorter than a vector. */
function addElements(list: usize, end: usize, offsets: usize, w: usize, toDx: usize): void {
  for (let entry = list; entry < end; entry += 8) {
    for (let v = 0; v < TILE; v++) {
      const to = i32.load(entry) + i32.load(offsets + (v << 2)) + toDx;
      for (let k = 0; k < stretch << 2; k += 4) {
        f32.store(to + k, f32.load(to + k) + f32.load(entry, 4) * f32.load(w + (v << 4) + k));
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function add(at: usize, x: v128): void {
  v128.store(at, f32x4.add(v128.load(at), x));
}

/** Takes w, [taps, filters], apart into vectors filter by filter; or adds such vectors to it. */
function exchange(w: usize, vectors: usize, filters: i32, stretches: i32, filter: i32, apart: bool): void {
  for (let i = 0; i < stretches; i++) {
    for (let k = 0; k < stretch; k++) {
      const vector = min(k >> 2, across - 1);
      let at = vectors + (i * across + vector << 4) + (k - startOf(vector) << 2);
      for (let o = filters; o > 0; o--) {
        if (apart) f32.store(at, f32.load(w));
        else f32.store(w, f32.load(w) + f32.load(at));
        w += 4;
        at += filter;
      }
    }
  }
}

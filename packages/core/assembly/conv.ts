// Convolution as a product without its matrix: the rows of a register tile are pointers into the
// image. Contract: src/kernels/conv.
//
// Tiles at the edge compute whole vectors and store only their part, as in gemm.ts.
//
// GFLOP/s over 32 images, V8 11, where registers alone reach 51:
//
//     28²×1 → 8, 3×3      forward 25    weights 33    input 3
//     13²×8 → 16, 3×3     forward 38    weights 41    input 29
//     14²×16 → 32, 5×5    forward 41    weights 41    input 35
//
// Patches as rows of a matrix and a product by gemm.ts: 0.1 to 0.6 of that, least where channels are
// few. The input's gradient adds to scattered rows tap by tap, so few channels waste most of a vector;
// the first layer of a net needs none.

import {
  across, channelsIn, columns, down, fourPixels, image, imagesOfPass, lastPixels, nextElement, p0, p1, p2, p3,
  rowW, rowY, setGeometry, startPatch, startWalk, stepX, stepY, tapX, tapY, taps, tapsAcross,
} from "./conv-walk";
import { depthwise, depthwiseInput, depthwiseWeights } from "./depthwise";
import { put } from "./lanes";

// A patch, as stretches of contiguous elements: whole rows of taps where nothing lies between them.
let stretch: i32 = 0;
let stretches: i32 = 0;
let stretchesAcross: i32 = 0;
let hop: i32 = 0;
let hopDown: i32 = 0;

function setStretches(): void {
  const whole = channelsIn << 2 == tapX;
  stretchesAcross = whole ? 1 : tapsAcross;
  stretches = whole ? taps / tapsAcross : taps;
  stretch = (whole ? tapsAcross : 1) * (channelsIn << 2);
  hop = tapX - stretch;
  hopDown = tapY - (whole ? 0 : (tapsAcross - 1) * tapX) - stretch;
}

export function conv(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, groups: i32,
  x: usize, w: usize, bias: usize, y: usize, relu: i32, room: usize,
): void {
  setGeometry(height, width, channels, outHeight, outWidth, filters, kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups);
  setStretches();
  const pass = imagesOfPass();
  for (let first = 0; first < images; first += pass) {
    const pixels = min(pass, images - first) * across * down;
    const from = (x << 2) + first * image;
    const to = (y << 2) + first * across * down * rowY;
    if (columns == 1 && channelsIn == 1) {
      depthwise(pixels, channels, from, w << 2, bias << 2, to, relu);
      continue;
    }
    for (let g = 0; g < groups; g++) {
      const column = (g * columns) << 2;
      const start = bias ? (bias << 2) + column : 0;
      forward(pixels, from + ((g * channelsIn) << 2), (w << 2) + column, start, to + column, relu);
    }
  }
}

/**
 * One group of a pass, eight filters after eight. The tile, written out in the loop, is that of
 * gemm.ts; a call for each costs.
 */
function forward(pixels: i32, x: usize, w: usize, bias: usize, y: usize, relu: i32): void {
  const floor = relu ? f32x4.splat(0) : f32x4.splat(-Infinity);
  const length = stretch, count = stretches, rowOut = rowY, step = rowW, hopX = hop, hopY = hopDown, wide = stretchesAcross;
  let j = 0;
  for (; j <= columns - 8; j += 8) {
    const start0 = bias ? v128.load(bias + (j << 2)) : f32x4.splat(0);
    const start1 = bias ? v128.load(bias + (j << 2), 16) : f32x4.splat(0);
    let c = y + (j << 2);
    startWalk(x);
    for (let tile = pixels >> 2; tile > 0; tile--) {
      fourPixels();
      let a0 = p0, a1 = p1, a2 = p2, a3 = p3;
      let b = w + (j << 2);
      let c00 = start0, c01 = start1, c10 = start0, c11 = start1;
      let c20 = start0, c21 = start1, c30 = start0, c31 = start1;
      let right = wide;
      for (let s = count; s > 0; s--) {
        const end = a0 + length;
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
        right--;
        const jump = right ? hopX : hopY;
        right = right ? right : wide;
        a0 += jump;
        a1 += jump;
        a2 += jump;
        a3 += jump;
      }
      v128.store(c, f32x4.pmax(c00, floor));
      v128.store(c, f32x4.pmax(c01, floor), 16);
      c += rowOut;
      v128.store(c, f32x4.pmax(c10, floor));
      v128.store(c, f32x4.pmax(c11, floor), 16);
      c += rowOut;
      v128.store(c, f32x4.pmax(c20, floor));
      v128.store(c, f32x4.pmax(c21, floor), 16);
      c += rowOut;
      v128.store(c, f32x4.pmax(c30, floor));
      v128.store(c, f32x4.pmax(c31, floor), 16);
      c += rowOut;
    }
    if (pixels & 3) {
      lastPixels(pixels & 3);
      narrow(pixels & 3, 4, w + (j << 2), start0, c, floor);
      narrow(pixels & 3, 4, w + (j << 2) + 16, start1, c + 16, floor);
    }
  }
  for (; j < columns; j += 4) {
    const width = min(columns - j, 4);
    const start = bias ? v128.load(bias + (j << 2)) : f32x4.splat(0);
    let c = y + (j << 2);
    startWalk(x);
    for (let rest = pixels; rest > 0; rest -= 4) {
      if (rest >= 4) fourPixels();
      else lastPixels(rest);
      narrow(min(rest, 4), width, w + (j << 2), start, c, floor);
      c += rowOut << 2;
    }
  }
}

/** Up to four pixels by up to four filters. */
function narrow(height: i32, width: i32, b: usize, start: v128, c: usize, floor: v128): void {
  let a0 = p0, a1 = p1, a2 = p2, a3 = p3;
  let c0 = start, c1 = start, c2 = start, c3 = start;
  let right = stretchesAcross;
  for (let s = stretches; s > 0; s--) {
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
      b += rowW;
    }
    right--;
    const jump = right ? hop : hopDown;
    right = right ? right : stretchesAcross;
    a0 += jump;
    a1 += jump;
    a2 += jump;
    a3 += jump;
  }
  put(c, f32x4.pmax(c0, floor), width);
  if (height > 1) put(c + rowY, f32x4.pmax(c1, floor), width);
  if (height > 2) put(c + 2 * rowY, f32x4.pmax(c2, floor), width);
  if (height > 3) put(c + 3 * rowY, f32x4.pmax(c3, floor), width);
}

export function convWeights(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, groups: i32,
  x: usize, dy: usize, dw: usize, room: usize,
): void {
  setGeometry(height, width, channels, outHeight, outWidth, filters, kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups);
  const pass = imagesOfPass();
  for (let first = 0; first < images; first += pass) {
    const count = min(pass, images - first);
    const from = (x << 2) + first * image;
    const gradient = (dy << 2) + first * across * down * rowY;
    if (columns == 1 && channelsIn == 1) {
      depthwiseWeights(count, channels, from, gradient, dw << 2);
      continue;
    }
    for (let g = 0; g < groups; g++) {
      const column = (g * columns) << 2;
      weights(count, from + ((g * channelsIn) << 2), gradient + column, (dw << 2) + column);
    }
  }
}

/** One group of a pass: tiles of four elements of the patch by eight filters, summed over the pixels. */
function weights(count: i32, x: usize, dy: usize, dw: usize): void {
  const stepA = stepX, stepB = rowY, line = across * stepX;
  startPatch();
  for (let rest = taps * channelsIn; rest > 0; rest -= 4) {
    const o0 = nextElement();
    const o1 = rest > 1 ? nextElement() : o0;
    const o2 = rest > 2 ? nextElement() : o0;
    const o3 = rest > 3 ? nextElement() : o0;
    let j = 0;
    for (; columns - j > 4; j += 8) {
      let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00;
      let c20 = c00, c21 = c00, c30 = c00, c31 = c00;
      let b = dy + (j << 2);
      let base = x;
      for (let n = count; n > 0; n--) {
        for (let p = down; p > 0; p--) {
          let a0 = base + o0, a1 = base + o1, a2 = base + o2, a3 = base + o3;
          const end = a0 + line;
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
            a0 += stepA;
            a1 += stepA;
            a2 += stepA;
            a3 += stepA;
            b += stepB;
          }
          base += stepY;
        }
        base += image - down * stepY;
      }
      const right = columns - j;
      const c = dw + (j << 2);
      add8(c, c00, c01, right);
      if (rest > 1) add8(c + rowW, c10, c11, right);
      if (rest > 2) add8(c + 2 * rowW, c20, c21, right);
      if (rest > 3) add8(c + 3 * rowW, c30, c31, right);
    }
    if (j < columns) {
      let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0;
      let b = dy + (j << 2);
      let base = x;
      for (let n = count; n > 0; n--) {
        for (let p = down; p > 0; p--) {
          let a0 = base + o0, a1 = base + o1, a2 = base + o2, a3 = base + o3;
          const end = a0 + line;
          while (a0 < end) {
            const b0 = v128.load(b);
            c0 = f32x4.add(c0, f32x4.mul(v128.load32_splat(a0), b0));
            c1 = f32x4.add(c1, f32x4.mul(v128.load32_splat(a1), b0));
            c2 = f32x4.add(c2, f32x4.mul(v128.load32_splat(a2), b0));
            c3 = f32x4.add(c3, f32x4.mul(v128.load32_splat(a3), b0));
            a0 += stepA;
            a1 += stepA;
            a2 += stepA;
            a3 += stepA;
            b += stepB;
          }
          base += stepY;
        }
        base += image - down * stepY;
      }
      const right = columns - j;
      const c = dw + (j << 2);
      add4(c, c0, right);
      if (rest > 1) add4(c + rowW, c1, right);
      if (rest > 2) add4(c + 2 * rowW, c2, right);
      if (rest > 3) add4(c + 3 * rowW, c3, right);
    }
    dw += rowW << 2;
  }
}

/** Adds to the first `width` elements, any number from 1 on. */
// @ts-ignore: decorator
@inline
function add4(c: usize, x: v128, width: i32): void {
  put(c, f32x4.add(v128.load(c), x), width);
}

// @ts-ignore: decorator
@inline
function add8(c: usize, x0: v128, x1: v128, width: i32): void {
  add4(c, x0, width);
  if (width > 4) add4(c + 16, x1, width - 4);
}

export function convInput(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, groups: i32,
  dy: usize, w: usize, bias: usize, dx: usize, room: usize,
): void {
  setGeometry(height, width, channels, outHeight, outWidth, filters, kernelHeight, kernelWidth, strideY, strideX, dilationY, dilationX, groups);
  const isDepthwise = columns == 1 && channelsIn == 1;
  if (!isDepthwise) transposeTaps(w << 2, room << 2);
  const pass = imagesOfPass();
  for (let first = 0; first < images; first += pass) {
    const count = min(pass, images - first);
    const to = (dx << 2) + first * image;
    if (bias) repeat(bias << 2, channels, to, count * height * width);
    else memory.fill(to, 0, count * image);
    const gradient = (dy << 2) + first * across * down * rowY;
    if (isDepthwise) {
      depthwiseInput(count * across * down, channels, gradient, w << 2, to);
      continue;
    }
    for (let g = 0; g < groups; g++) {
      const from = gradient + ((g * columns) << 2);
      const start = to + ((g * channelsIn) << 2);
      const block = (channelsIn * columns) << 2;
      for (let tap = 0; tap < taps; tap++) {
        const at = start + (tap / tapsAcross) * tapY + (tap % tapsAcross) * tapX;
        scatter(count * across * down, from, (room << 2) + (tap * groups + g) * block, at);
      }
    }
  }
}

/** [tap, c, g, o] to [tap, g, o, c]: filters become the depth of the products. */
function transposeTaps(w: usize, to: usize): void {
  const groups = (rowW >> 2) / columns;
  for (let tap = taps; tap > 0; tap--) {
    for (let g = 0; g < groups; g++) {
      for (let o = 0; o < columns; o++) {
        let at = w + ((g * columns + o) << 2);
        for (let c = channelsIn; c > 0; c--) {
          f32.store(to, f32.load(at));
          at += rowW;
          to += 4;
        }
      }
    }
    w += channelsIn * rowW;
  }
}

function repeat(bias: usize, length: i32, to: usize, count: i32): void {
  for (; count > 0; count--) {
    for (let c = 0; c < length; c++) f32.store(to + (c << 2), f32.load(bias + (c << 2)));
    to += length << 2;
  }
}

/** dx += dy·wᵀ for one tap, group and pass; the rows of dx lie where the tap has read. */
function scatter(pixels: i32, dy: usize, w: usize, dx: usize): void {
  const rowA = rowY, depth = columns << 2, stepB = channelsIn << 2;
  let j = 0;
  for (; j <= channelsIn - 8; j += 8) {
    let a = dy;
    startWalk(dx + (j << 2));
    for (let tile = pixels >> 2; tile > 0; tile--) {
      fourPixels();
      let a0 = a, a1 = a0 + rowA, a2 = a1 + rowA, a3 = a2 + rowA;
      let b = w + (j << 2);
      let c00 = v128.load(p0), c01 = v128.load(p0, 16), c10 = v128.load(p1), c11 = v128.load(p1, 16);
      let c20 = v128.load(p2), c21 = v128.load(p2, 16), c30 = v128.load(p3), c31 = v128.load(p3, 16);
      const end = a0 + depth;
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
        b += stepB;
      }
      v128.store(p0, c00);
      v128.store(p0, c01, 16);
      v128.store(p1, c10);
      v128.store(p1, c11, 16);
      v128.store(p2, c20);
      v128.store(p2, c21, 16);
      v128.store(p3, c30);
      v128.store(p3, c31, 16);
      a += rowA << 2;
    }
    if (pixels & 3) {
      lastPixels(pixels & 3);
      narrowScatter(pixels & 3, 4, a, w + (j << 2), 0);
      narrowScatter(pixels & 3, 4, a, w + (j << 2) + 16, 16);
    }
  }
  for (; j < channelsIn; j += 4) {
    let a = dy;
    startWalk(dx + (j << 2));
    for (let rest = pixels; rest > 0; rest -= 4) {
      if (rest >= 4) fourPixels();
      else lastPixels(rest);
      narrowScatter(min(rest, 4), min(channelsIn - j, 4), a, w + (j << 2), 0);
      a += rowA << 2;
    }
  }
}

/** Up to four pixels by up to four channels. */
function narrowScatter(height: i32, width: i32, a: usize, b: usize, at: usize): void {
  let a0 = a;
  let a1 = height > 1 ? a0 + rowY : a0;
  let a2 = height > 2 ? a1 + rowY : a0;
  let a3 = height > 3 ? a2 + rowY : a0;
  let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0;
  const end = a0 + (columns << 2);
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
    b += channelsIn << 2;
  }
  add4(p0 + at, c0, width);
  if (height > 1) add4(p1 + at, c1, width);
  if (height > 2) add4(p2 + at, c2, width);
  if (height > 3) add4(p3 + at, c3, width);
}

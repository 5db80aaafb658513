// Convolution of every channel by itself: vectors run along the channels. Contract: src/kernels/conv,
// groups = channels = filters.

import {
  across, down, fourPixels, image, lastPixels, nextElement, p0, p1, p2, p3, rowY, startPatch, startWalk,
  stepX, stepY, tapX, tapY, taps, tapsAcross,
} from "./conv-walk";
import { put } from "./lanes";

/** A pass, four channels after four; four pixels at once share the weights. */
export function depthwise(
  pixels: i32, channels: i32, x: usize, w: usize, bias: usize, y: usize, relu: i32,
): void {
  const floor = relu ? f32x4.splat(0) : f32x4.splat(-Infinity);
  const step = channels << 2, rowOut = rowY, count = taps, wide = tapsAcross, right = tapX, below = tapY;
  for (let c = 0; c < channels; c += 4) {
    const width = channels - c;
    const start = bias ? v128.load(bias + (c << 2)) : f32x4.splat(0);
    let out = y + (c << 2);
    startWalk(x + (c << 2));
    for (let rest = pixels; rest > 0; rest -= 4) {
      if (rest >= 4) fourPixels();
      else lastPixels(rest);
      let a0 = p0, a1 = p1, a2 = p2, a3 = p3;
      let b = w + (c << 2);
      let c0 = start, c1 = start, c2 = start, c3 = start;
      for (let i = count / wide; i > 0; i--) {
        let at: usize = 0;
        for (let j = wide; j > 0; j--) {
          const weight = v128.load(b);
          c0 = f32x4.add(c0, f32x4.mul(v128.load(a0 + at), weight));
          c1 = f32x4.add(c1, f32x4.mul(v128.load(a1 + at), weight));
          c2 = f32x4.add(c2, f32x4.mul(v128.load(a2 + at), weight));
          c3 = f32x4.add(c3, f32x4.mul(v128.load(a3 + at), weight));
          at += right;
          b += step;
        }
        a0 += below;
        a1 += below;
        a2 += below;
        a3 += below;
      }
      put(out, f32x4.pmax(c0, floor), width);
      if (rest > 1) put(out + rowOut, f32x4.pmax(c1, floor), width);
      if (rest > 2) put(out + 2 * rowOut, f32x4.pmax(c2, floor), width);
      if (rest > 3) put(out + 3 * rowOut, f32x4.pmax(c3, floor), width);
      out += rowOut << 2;
    }
  }
}

/** Four taps at once share the gradient. */
export function depthwiseWeights(images: i32, channels: i32, x: usize, dy: usize, dw: usize): void {
  const stepA = stepX, stepB = rowY, line = across * stepX;
  startPatch();
  for (let rest = taps; rest > 0; rest -= 4) {
    const o0 = nextElement();
    const o1 = rest > 1 ? nextElement() : o0;
    const o2 = rest > 2 ? nextElement() : o0;
    const o3 = rest > 3 ? nextElement() : o0;
    for (let c = 0; c < channels; c += 4) {
      let c0 = f32x4.splat(0), c1 = c0, c2 = c0, c3 = c0;
      let b = dy + (c << 2);
      let base = x + (c << 2);
      for (let n = images; n > 0; n--) {
        for (let p = down; p > 0; p--) {
          let a0 = base + o0, a1 = base + o1, a2 = base + o2, a3 = base + o3;
          const end = a0 + line;
          while (a0 < end) {
            const gradient = v128.load(b);
            c0 = f32x4.add(c0, f32x4.mul(v128.load(a0), gradient));
            c1 = f32x4.add(c1, f32x4.mul(v128.load(a1), gradient));
            c2 = f32x4.add(c2, f32x4.mul(v128.load(a2), gradient));
            c3 = f32x4.add(c3, f32x4.mul(v128.load(a3), gradient));
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
      const to = dw + (c << 2), width = channels - c;
      put(to, f32x4.add(v128.load(to), c0), width);
      if (rest > 1) put(to + stepB, f32x4.add(v128.load(to + stepB), c1), width);
      if (rest > 2) put(to + 2 * stepB, f32x4.add(v128.load(to + 2 * stepB), c2), width);
      if (rest > 3) put(to + 3 * stepB, f32x4.add(v128.load(to + 3 * stepB), c3), width);
    }
    dw += stepB << 2;
  }
}

/** Tap by tap: its weights times the gradient are added to the pixels that it has read. */
export function depthwiseInput(pixels: i32, channels: i32, dy: usize, w: usize, dx: usize): void {
  for (let c = 0; c < channels; c += 4) {
    const width = channels - c;
    for (let tap = 0; tap < taps; tap++) {
      const weight = v128.load(w + (c << 2) + tap * rowY);
      let from = dy + (c << 2);
      startWalk(dx + (c << 2) + (tap / tapsAcross) * tapY + (tap % tapsAcross) * tapX);
      for (let rest = pixels; rest > 0; rest -= 4) {
        if (rest >= 4) fourPixels();
        else lastPixels(rest);
        add(p0, from, weight, width);
        if (rest > 1) add(p1, from + rowY, weight, width);
        if (rest > 2) add(p2, from + 2 * rowY, weight, width);
        if (rest > 3) add(p3, from + 3 * rowY, weight, width);
        from += rowY << 2;
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function add(to: usize, from: usize, weight: v128, width: i32): void {
  put(to, f32x4.add(v128.load(to), f32x4.mul(v128.load(from), weight)), width);
}

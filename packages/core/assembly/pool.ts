// Pooling. Contract: src/kernels/pool.
//
// Vectors run along the channels; those at the edge are computed whole and stored in part. Windows of 2×2
// side by side go their own way, halve.ts. 32 images, ns per output, V8 11, forward and backward:
//
//     max, 2×2 on 26²×8                       0.9     0.6    (1.6 and 2.2 as any other window)
//     max, 3×3, stride 2, on 13²×8            2.5     2.9
//     average, 2×2 on 26²×8                   1.6     1.8
//
// Two vectors at once: 2.5 against 3.3 for 3×3, whose maxima wait for each other.
import { halve, larger, unhalve } from "./halve";
import { put } from "./lanes";

// The window at work, cut to the image: rows i0 to i1, columns j0 to j1 of its taps.
let i0: i32 = 0;
let i1: i32 = 0;
let j0: i32 = 0;
let j1: i32 = 0;

// @ts-ignore: decorator
@inline
function cut(row: i32, column: i32, height: i32, width: i32, windowHeight: i32, windowWidth: i32): void {
  i0 = max(0, -row);
  i1 = min(windowHeight, height - row);
  j0 = max(0, -column);
  j1 = min(windowWidth, width - column);
}

/** Windows of 2×2 side by side that no border of the image cuts. */
function isHalving(
  height: i32, width: i32, outHeight: i32, outWidth: i32, windowHeight: i32, windowWidth: i32,
  strideY: i32, strideX: i32, top: i32, left: i32,
): bool {
  const isSquare = windowHeight == 2 && windowWidth == 2 && strideY == 2 && strideX == 2;
  return isSquare && (top | left) == 0 && 2 * outHeight <= height && 2 * outWidth <= width;
}

export function maxPool(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, windowHeight: i32, windowWidth: i32,
  strideY: i32, strideX: i32, top: i32, left: i32, x: usize, y: usize, index: usize,
): void {
  x <<= 2;
  y <<= 2;
  index <<= 2;
  const pixel = channels << 2, line = width * pixel;
  if (isHalving(height, width, outHeight, outWidth, windowHeight, windowWidth, strideY, strideX, top, left)) {
    for (let n = 0; n < images; n++) {
      const out = n * outHeight * outWidth * pixel;
      halve(outHeight, outWidth, channels, x + n * height * line, line, y + out, index + out, f32x4.splat(-Infinity));
    }
    return;
  }
  const one = f32x4.splat(1);
  for (; images > 0; images--) {
    for (let p = 0; p < outHeight; p++) {
      const row = p * strideY - top;
      for (let q = 0; q < outWidth; q++) {
        const column = q * strideX - left;
        cut(row, column, height, width, windowHeight, windowWidth);
        const first = x + (row + i0) * line + (column + j0) * pixel;
        const across = j1 - j0;
        const number = i0 * windowWidth + j0;
        let c = channels;
        let at = first;
        for (; c >= 8; c -= 8) {
          let best0 = v128.load(at), best1 = v128.load(at, 16);
          let tap0 = f32x4.splat(<f32>number), tap1 = tap0;
          let from = at;
          for (let i = i0; i < i1; i++) {
            let tap = f32x4.splat(<f32>(i * windowWidth + j0));
            for (let j = across; j > 0; j--) {
              const v0 = v128.load(from), v1 = v128.load(from, 16);
              const larger0 = larger(v0, best0);
              const larger1 = larger(v1, best1);
              best0 = v128.bitselect(v0, best0, larger0);
              best1 = v128.bitselect(v1, best1, larger1);
              tap0 = v128.bitselect(tap, tap0, larger0);
              tap1 = v128.bitselect(tap, tap1, larger1);
              tap = f32x4.add(tap, one);
              from += pixel;
            }
            from += line - across * pixel;
          }
          v128.store(y, best0);
          v128.store(y, best1, 16);
          v128.store(index, tap0);
          v128.store(index, tap1, 16);
          at += 32;
          y += 32;
          index += 32;
        }
        for (; c > 0; c -= 4) {
          let best = v128.load(at);
          let taps = f32x4.splat(<f32>number);
          let from = at;
          for (let i = i0; i < i1; i++) {
            let tap = f32x4.splat(<f32>(i * windowWidth + j0));
            for (let j = across; j > 0; j--) {
              const v = v128.load(from);
              const isLarger = larger(v, best);
              best = v128.bitselect(v, best, isLarger);
              taps = v128.bitselect(tap, taps, isLarger);
              tap = f32x4.add(tap, one);
              from += pixel;
            }
            from += line - across * pixel;
          }
          put(y, best, c);
          put(index, taps, c);
          const stored = min(c, 4) << 2;
          at += 16;
          y += stored;
          index += stored;
        }
      }
    }
    x += height * line;
  }
}

export function maxPoolBackward(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, windowHeight: i32, windowWidth: i32,
  strideY: i32, strideX: i32, top: i32, left: i32, dy: usize, index: usize, dx: usize,
): void {
  dy <<= 2;
  index <<= 2;
  dx <<= 2;
  const pixel = channels << 2, line = width * pixel;
  const halves = isHalving(
    height, width, outHeight, outWidth, windowHeight, windowWidth, strideY, strideX, top, left,
  );
  const covered = halves && 2 * outHeight == height && 2 * outWidth == width;
  if (!covered) memory.fill(dx, 0, images * height * line);
  if (halves) {
    for (let n = 0; n < images; n++) {
      const out = n * outHeight * outWidth * pixel;
      unhalve(outHeight, outWidth, channels, dy + out, index + out, dx + n * height * line, line);
    }
    return;
  }
  const one = f32x4.splat(1);
  for (; images > 0; images--) {
    for (let p = 0; p < outHeight; p++) {
      const row = p * strideY - top;
      for (let q = 0; q < outWidth; q++) {
        const column = q * strideX - left;
        cut(row, column, height, width, windowHeight, windowWidth);
        let at = dx + (row + i0) * line + (column + j0) * pixel;
        const across = j1 - j0;
        for (let c = channels; c > 0; c -= 4) {
          const gradient = v128.load(dy), taps = v128.load(index);
          let to = at;
          for (let i = i0; i < i1; i++) {
            let tap = f32x4.splat(<f32>(i * windowWidth + j0));
            for (let j = across; j > 0; j--) {
              const here = v128.and(gradient, f32x4.eq(taps, tap));
              tap = f32x4.add(tap, one);
              put(to, f32x4.add(v128.load(to), here), c);
              to += pixel;
            }
            to += line - across * pixel;
          }
          const read = min(c, 4) << 2;
          at += 16;
          dy += read;
          index += read;
        }
      }
    }
    dx += height * line;
  }
}

export function sumPool(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, windowHeight: i32, windowWidth: i32,
  strideY: i32, strideX: i32, top: i32, left: i32, x: usize, y: usize, average: i32,
): void {
  x <<= 2;
  y <<= 2;
  const pixel = channels << 2, line = width * pixel;
  for (; images > 0; images--) {
    for (let p = 0; p < outHeight; p++) {
      const row = p * strideY - top;
      for (let q = 0; q < outWidth; q++) {
        const column = q * strideX - left;
        cut(row, column, height, width, windowHeight, windowWidth);
        let at = x + (row + i0) * line + (column + j0) * pixel;
        const across = j1 - j0;
        const share = f32x4.splat(average ? <f32>1 / <f32>((i1 - i0) * across) : 1);
        for (let c = channels; c > 0; c -= 4) {
          let sum = f32x4.splat(0);
          let from = at;
          for (let i = i0; i < i1; i++) {
            for (let j = across; j > 0; j--) {
              sum = f32x4.add(sum, v128.load(from));
              from += pixel;
            }
            from += line - across * pixel;
          }
          put(y, f32x4.mul(sum, share), c);
          at += 16;
          y += min(c, 4) << 2;
        }
      }
    }
    x += height * line;
  }
}

export function sumPoolBackward(
  images: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, windowHeight: i32, windowWidth: i32,
  strideY: i32, strideX: i32, top: i32, left: i32, dy: usize, dx: usize, average: i32,
): void {
  dy <<= 2;
  dx <<= 2;
  const pixel = channels << 2, line = width * pixel;
  memory.fill(dx, 0, images * height * line);
  for (; images > 0; images--) {
    for (let p = 0; p < outHeight; p++) {
      const row = p * strideY - top;
      for (let q = 0; q < outWidth; q++) {
        const column = q * strideX - left;
        cut(row, column, height, width, windowHeight, windowWidth);
        let at = dx + (row + i0) * line + (column + j0) * pixel;
        const across = j1 - j0;
        const share = f32x4.splat(average ? <f32>1 / <f32>((i1 - i0) * across) : 1);
        for (let c = channels; c > 0; c -= 4) {
          const gradient = f32x4.mul(v128.load(dy), share);
          let to = at;
          for (let i = i0; i < i1; i++) {
            for (let j = across; j > 0; j--) {
              put(to, f32x4.add(v128.load(to), gradient), c);
              to += pixel;
            }
            to += line - across * pixel;
          }
          at += 16;
          dy += min(c, 4) << 2;
        }
      }
    }
    dx += height * line;
  }
}

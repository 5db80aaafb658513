// The geometry of a convolution as tables of distances, and a walk over its output in boxes; all
// distances are bytes.

import { LANES } from "./indirect";

/** Pixels that a box covers at least, if there are as many: its images and gradients stay in the first cache. */
const PIXELS = 64;
/** Pixels of a row that a box covers at most. */
const ACROSS = 128;

/** Groups that are products of their own. All are one where each has one channel and one filter. */
export let parts: i32 = 0;
/** LANES where they are one: vectors then run along them. Otherwise 0. */
export let lanes: i32 = 0;
export let taps: i32 = 0;
/** Elements of a patch, those of a group. */
export let depth: i32 = 0;
/** Channels and filters of a group. */
export let channelsIn: i32 = 0;
export let columns: i32 = 0;
/** One pixel of y, which is also one row of w. */
export let rowY: i32 = 0;

/** Where each pixel of a box begins in x. */
export let pixels: usize = 0;
/** How far from there each element of its patch lies. */
export let elements: usize = 0;
/** Where each pixel of a box begins in y. */
export let rowsOfY: usize = 0;
/** Where each row of w begins. */
export let rowsOfW: usize = 0;

/** The box at work: its pixels, and where it begins in x and y. */
export let count: i32 = 0;
export let boxX: usize = 0;
export let boxY: usize = 0;

let images: i32 = 0;
let down: i32 = 0;
let across: i32 = 0;
let image: i32 = 0;
let stepY: i32 = 0;
let stepX: i32 = 0;
let boxImages: i32 = 0;
let boxRows: i32 = 0;
let boxColumns: i32 = 0;
let n: i32 = 0;
let p: i32 = 0;
let q: i32 = 0;

/**
 * Fills the tables from `room` on and returns their end; at every call of `nextBox` a box follows, until
 * there is none. Boxes are whole images, or an even number of rows, or with `split` a part of a row.
 */
export function plan(
  imagesOf: i32, height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, groups: i32,
  split: bool, room: usize,
): usize {
  const pixel = channels << 2, line = width * pixel;
  images = imagesOf;
  down = outHeight;
  across = outWidth;
  image = height * line;
  stepY = strideY * line;
  stepX = strideX * pixel;
  lanes = channels == groups && filters == groups ? LANES : 0;
  parts = lanes ? 1 : groups;
  taps = kernelHeight * kernelWidth;
  channelsIn = channels / groups;
  columns = filters / groups;
  depth = taps * channelsIn;
  rowY = filters << 2;
  boxColumns = split ? min(across, ACROSS) : across;
  boxRows = boxColumns < across ? 1 : min(down, (PIXELS + across - 1) / across + 1 & ~1);
  boxImages = boxRows < down ? 1 : min(images, (PIXELS + across * down - 1) / (across * down));
  n = 0;
  p = 0;
  q = -boxColumns;
  count = 0;
  boxY = 0;
  pixels = room;
  elements = table(pixels, boxImages, image, boxRows, stepY, boxColumns, stepX);
  rowsOfY = table(elements, kernelHeight, dilationY * line, kernelWidth, dilationX * pixel, channelsIn, 4);
  rowsOfW = row(rowsOfY, boxImages * boxRows * boxColumns, rowY);
  return row(rowsOfW, depth, rowY);
}

/** Distances of a block of elements; returns the end behind three that repeat the last one. */
function table(at: usize, images: i32, image: i32, rows: i32, row: i32, columns: i32, column: i32): usize {
  let last = 0;
  for (let n = 0; n < images; n++) {
    for (let p = 0; p < rows; p++) {
      for (let q = 0; q < columns; q++) {
        last = n * image + p * row + q * column;
        i32.store(at, last);
        at += 4;
      }
    }
  }
  v128.store(at, i32x4.splat(last));
  return at + 12;
}

/** `length` distances side by side. */
export function row(at: usize, length: i32, step: i32): usize {
  return table(at, 1, 0, 1, 0, length, step);
}

export function nextBox(): bool {
  boxY += count * rowY;
  q += boxColumns;
  if (q >= across) {
    q = 0;
    p += boxRows;
    if (p >= down) {
      p = 0;
      n += boxImages;
    }
  }
  if (n >= images) return false;
  count = min(boxImages, images - n) * min(boxRows, down - p) * min(boxColumns, across - q);
  boxX = n * image + p * stepY + q * stepX;
  return true;
}

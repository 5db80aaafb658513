// What convolutions share: their geometry, and walks over output pixels and over the elements of a patch.

/** Pixels that a pass covers at least; its images and gradients then stay in the first cache. */
const PASS = 64;

// The convolution at work, in bytes where it is a distance.
export let pixel: i32 = 0;
export let row: i32 = 0;
export let image: i32 = 0;
export let across: i32 = 0;
export let down: i32 = 0;
export let stepX: i32 = 0;
export let stepY: i32 = 0;
export let tapX: i32 = 0;
export let tapY: i32 = 0;
export let taps: i32 = 0;
export let tapsAcross: i32 = 0;
export let channelsIn: i32 = 0;
export let columns: i32 = 0;
export let rowY: i32 = 0;
export let rowW: i32 = 0;

export function setGeometry(
  height: i32, width: i32, channels: i32, outHeight: i32, outWidth: i32, filters: i32,
  kernelHeight: i32, kernelWidth: i32, strideY: i32, strideX: i32, dilationY: i32, dilationX: i32, groups: i32,
): void {
  pixel = channels << 2;
  row = width * pixel;
  image = height * row;
  across = outWidth;
  down = outHeight;
  stepX = strideX * pixel;
  stepY = strideY * row;
  tapX = dilationX * pixel;
  tapY = dilationY * row;
  taps = kernelHeight * kernelWidth;
  tapsAcross = kernelWidth;
  channelsIn = channels / groups;
  columns = filters / groups;
  rowY = filters << 2;
  rowW = filters << 2;
}

/** Images of a pass. */
// @ts-ignore: decorator
@inline
export function imagesOfPass(): i32 {
  const pixels = across * down;
  return (PASS + pixels - 1) / pixels;
}

// A walk over the output pixels of a pass, four at a time: where in the image each begins.
export let p0: usize = 0;
export let p1: usize = 0;
export let p2: usize = 0;
export let p3: usize = 0;
let next: usize = 0;
let restX: i32 = 0;
let restY: i32 = 0;

// @ts-ignore: decorator
@inline
export function startWalk(at: usize): void {
  next = at;
  restX = across;
  restY = down;
}

function step(): void {
  next += stepX;
  if (--restX > 0) return;
  restX = across;
  next += stepY - across * stepX;
  if (--restY > 0) return;
  restY = down;
  next += image - down * stepY;
}

export function fourPixels(): void {
  p0 = next;
  if (restX > 4) {
    p1 = p0 + stepX;
    p2 = p1 + stepX;
    p3 = p2 + stepX;
    next = p3 + stepX;
    restX -= 4;
    return;
  }
  step();
  p1 = next;
  step();
  p2 = next;
  step();
  p3 = next;
  step();
}

/** Fewer than four; those that lack repeat the first, so that nothing beyond the images is read. */
export function lastPixels(count: i32): void {
  p0 = next;
  p1 = p0;
  p2 = p0;
  p3 = p0;
  step();
  if (count > 1) p1 = next;
  step();
  if (count > 2) p2 = next;
}

// A walk over the elements of a patch: how far from its pixel each lies.
let element: i32 = 0;
let elementC: i32 = 0;
let elementX: i32 = 0;

export function startPatch(): void {
  element = 0;
  elementC = channelsIn;
  elementX = tapsAcross;
}

export function nextElement(): i32 {
  const at = element;
  element += 4;
  if (--elementC == 0) {
    elementC = channelsIn;
    element += tapX - (channelsIn << 2);
    if (--elementX == 0) {
      elementX = tapsAcross;
      element += tapY - tapsAcross * tapX;
    }
  }
  return at;
}

// What the steps of recurrent cells share: rows that take no part, and what goes in and out of a step.
import { put } from "./lanes";

/** True for a row whose mask is 0. Without a mask all rows take part. */
// @ts-ignore: decorator
@inline
export function isHeld(mask: usize): bool {
  return mask != 0 && load<f32>(mask) == 0;
}

/** The gradient of a state: what comes from later steps and what comes from the output at this one. */
// @ts-ignore: decorator
@inline
export function arriving(dh: usize, dy: usize, at: usize): v128 {
  const d = v128.load(dh + at);
  return dy ? f32x4.add(d, v128.load(dy + at)) : d;
}

/** dh ← dh + dy, for a row that takes no part. */
export function passOn(dh: usize, dy: usize, row: usize): void {
  if (dy == 0) return;
  for (let at: usize = 0; at < row; at += 16) put(dh + at, arriving(dh, dy, at), <i32>(row - at) >> 2);
}

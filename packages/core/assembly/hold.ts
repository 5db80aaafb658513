// What masks do to states. Contract: src/kernels/hold.
import { isHeld, passOn } from "./sequences";

export function hold(
  rows: i32, units: i32, h0: usize, h: usize, y: usize, yRow: i32, mask: usize, maskRow: i32,
): void {
  const row: usize = units << 2;
  h0 <<= 2;
  h <<= 2;
  y <<= 2;
  mask <<= 2;
  for (; rows > 0; rows--) {
    if (isHeld(mask)) memory.copy(h, h0, row);
    if (y) {
      memory.copy(y, h, row);
      y += yRow << 2;
    }
    if (mask) mask += maskRow << 2;
    h0 += row;
    h += row;
  }
}

export function release(
  rows: i32, units: i32, d: usize, dh: usize, dy: usize, dyRow: i32, mask: usize, maskRow: i32,
): void {
  const row: usize = units << 2;
  d <<= 2;
  dh <<= 2;
  dy <<= 2;
  mask <<= 2;
  for (; rows > 0; rows--) {
    passOn(dh, dy, row);
    if (isHeld(mask)) {
      memory.fill(d, 0, row);
    } else {
      memory.copy(d, dh, row);
      memory.fill(dh, 0, row);
    }
    if (dy) dy += dyRow << 2;
    if (mask) mask += maskRow << 2;
    d += row;
    dh += row;
  }
}

// Rows that do not count. Contract: src/kernels/masking.
import { firstLanes } from "./lanes";

export function maskRows(rows: i32, columns: i32, value: f32, x: usize, mask: usize, y: usize): void {
  const row: usize = columns << 2;
  x <<= 2;
  mask <<= 2;
  y <<= 2;
  const wanted = f32x4.splat(value);
  for (; rows > 0; rows--) {
    const counts = differs(x, columns, wanted);
    store<f32>(mask, counts ? 1 : 0);
    if (counts) memory.copy(y, x, row);
    else memory.fill(y, 0, row);
    mask += 4;
    x += row;
    y += row;
  }
}

/** True where one of the columns is another number. Ends at the first: most rows count. */
function differs(x: usize, columns: i32, wanted: v128): bool {
  for (; columns >= 4; columns -= 4) {
    if (v128.any_true(f32x4.ne(v128.load(x), wanted))) return true;
    x += 16;
  }
  return v128.any_true(v128.and(f32x4.ne(v128.load(x), wanted), firstLanes(columns)));
}

// Copies. Contract: src/kernels/copy.
export function copy(n: i32, x: usize, out: usize): void {
  memory.copy(out << 2, x << 2, n << 2);
}

export function copyRows(rows: i32, columns: i32, x: usize, xRow: i32, out: usize, outRow: i32): void {
  x <<= 2;
  out <<= 2;
  for (; rows > 0; rows--) {
    memory.copy(out, x, columns << 2);
    x += xRow << 2;
    out += outRow << 2;
  }
}

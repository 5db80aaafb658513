import ndarray from "ndarray";
import gemm from "ndarray-gemm";
import { matrix } from "../data.mjs";
import { version } from "../version.mjs";

export async function open() {
  return { version: version("ndarray-gemm"), tasks: { matmul: product } };
}

function product({ m, n, k, form }) {
  const of = (rows, columns, shift) => ndarray(matrix(rows, columns, shift), [rows, columns]);
  const a = form === "TN" ? of(k, m, 1).transpose(1, 0) : of(m, k, 1);
  const b = form === "NT" ? of(n, k, 2).transpose(1, 0) : of(k, n, 2);
  const out = ndarray(new Float32Array(m * n), [m, n]);
  return { run: () => gemm(out, a, b), value: () => out.get(m - 1, n - 1) };
}

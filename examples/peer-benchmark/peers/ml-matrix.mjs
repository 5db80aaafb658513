import { Matrix } from "ml-matrix";
import { matrix } from "../data.mjs";
import { Unsupported } from "../unsupported.mjs";
import { version } from "../version.mjs";

/** In float64. */
export async function open() {
  return { version: version("ml-matrix"), tasks: { matmul: product } };
}

function product({ m, n, k, form }) {
  if (form !== "NN") throw new Unsupported("no product with a transposed matrix");
  const a = Matrix.from1DArray(m, k, matrix(m, k, 1));
  const b = Matrix.from1DArray(k, n, matrix(k, n, 2));
  let out;
  return {
    run: () => {
      out = a.mmul(b);
    },
    value: () => out.get(m - 1, n - 1),
  };
}

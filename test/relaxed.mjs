import { createRng, matmul, tensor, transpose, useKernels, zeros } from "@kindling/core";

/** Around the tiles of products: m, n, k. */
const SHAPES = [
  [16, 16, 2],
  [37, 53, 65],
  [9, 1, 33],
  [3, 10, 7],
  [130, 20, 300],
];

/** A matrix as it is, and one whose columns are contiguous instead. */
const LAYOUTS = [(x) => x, (x) => transpose(tensor(transpose(x)))];

/**
 * What the relaxed kernels make of products: how many times they round a multiply-add, their largest
 * error as a share of its bound, and a digest of their bits; or why they are absent. They stay chosen.
 */
export async function relaxed(digest) {
  try {
    useKernels("wasm-relaxed-simd");
  } catch (error) {
    return { absent: error.message };
  }
  const products = SHAPES.flatMap(([m, n, k], at) => {
    const [a, b] = [
      [m, k],
      [k, n],
    ].map((shape, i) => createRng(at).at(`${i}`).normal(zeros(shape)));
    return formsOf(a, b).map((c) => ({ a, b, c }));
  });
  const bits = await Promise.all(products.map(({ c }) => digest(c.data)));
  return { roundings: roundings(), error: Math.max(...products.map(errorOf)), bits };
}

/** A·B from every layout of A and B. */
function formsOf(a, b) {
  return LAYOUTS.flatMap((of) => LAYOUTS.map((layout) => matmul(of(a), layout(b))));
}

/**
 * −1·1 + x·x for x = 1 + 2⁻¹² is 2⁻¹¹ + 2⁻²⁴, but 2⁻¹¹ where x·x is rounded first. In every tile of
 * every form; a number that is neither stands for itself.
 */
function roundings() {
  const x = 1 + 2 ** -12;
  const a = tensor(Array.from({ length: 33 }, () => [-1, x]));
  const b = tensor([1, x].map((value) => new Float32Array(29).fill(value)));
  const sums = new Set(formsOf(a, b).flatMap(({ data }) => [...data]));
  return [...sums].map((sum) => (sum === 2 ** -11 + 2 ** -24 ? 1 : sum === 2 ** -11 ? 2 : sum));
}

/** The largest error, in units of Higham's (k + 1)·2⁻²⁴·Σ|a·b|: k products and k sums, each rounded. */
function errorOf({ a, b, c }) {
  const [m, k] = a.shape;
  let worst = 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < b.shape[1]; j++) {
      const terms = Array.from({ length: k }, (_, p) => a.get(i, p) * b.get(p, j));
      const exact = terms.reduce((sum, term) => sum + term, 0);
      const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
      worst = Math.max(worst, Math.abs(c.get(i, j) - exact) / ((k + 1) * 2 ** -24 * size));
    }
  }
  return worst;
}

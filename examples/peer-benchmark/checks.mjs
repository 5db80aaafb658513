// Whether peers do the same work.
import { matrix } from "./data.mjs";

/** A number as it is; of many their count, mean and standard deviation. */
export function summarize(result) {
  if (typeof result === "number") return result;
  let [sum, squares] = [0, 0];
  for (const value of result) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / result.length;
  return { count: result.length, mean, deviation: Math.sqrt(squares / result.length - mean ** 2) };
}

/**
 * What is wrong with what the work of a case gave at first and in the end; undefined where it is right.
 * Bounds of fills are 5 standard errors.
 */
export function problemOf({ task, args }, before, after) {
  switch (task) {
    case "matmul":
      return expectNear(after, lastElement(args), 1e-5 * args.k, "the last element");
    case "fill": {
      // Of a normal law cut at ±2σ: √(1 − 4φ(2)/(2Φ(2) − 1)).
      const law = { uniform: 1 / Math.sqrt(3), normal: 1, "truncated normal": 0.8796256610342397 };
      const error = 5 / Math.sqrt(args.count);
      return (
        expectNear(after.count, args.count, 0, "the number of elements") ??
        expectNear(after.mean, 0, error, "the mean") ??
        expectNear(after.deviation, law[args.law], error, "the standard deviation")
      );
    }
    case "orthogonal":
      // Columns of length 1: the squares sum up to n.
      return expectNear(
        after.count * (after.deviation ** 2 + after.mean ** 2),
        args.n,
        1e-4 * args.n,
        "the sum of squares",
      );
    case "step":
      return after < before
        ? undefined
        : `expected a loss below the first, ${before}, got ${after}`;
    case "predict":
      return Number.isFinite(after) ? undefined : `expected a number, got ${after}`;
  }
}

function expectNear(value, expected, tolerance, what) {
  if (Math.abs(value - expected) <= tolerance) return undefined;
  return `${what}: expected ${expected} ± ${tolerance}, got ${value}`;
}

/** out[m − 1, n − 1] in float64. */
function lastElement({ m, n, k, form }) {
  const a = form === "TN" ? matrix(k, m, 1) : matrix(m, k, 1);
  const b = form === "NT" ? matrix(n, k, 2) : matrix(k, n, 2);
  let sum = 0;
  for (let p = 0; p < k; p++) {
    const left = form === "TN" ? a[p * m + m - 1] : a[(m - 1) * k + p];
    const right = form === "NT" ? b[(n - 1) * k + p] : b[p * n + n - 1];
    sum += left * right;
  }
  return sum;
}

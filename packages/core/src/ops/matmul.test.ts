import { describe, expect, it } from "vitest";
import { useKernels } from "../kernels/current.ts";
import { FAST_SETS, sampleValues, UNIT_ROUNDOFF } from "../kernels/lab.ts";
import { createArena } from "../memory/arena.ts";
import { type Tensor, tensor, toNested, zeros } from "../tensor.ts";
import { bindMatmul, matmul, transpose } from "./matmul.ts";

/** Σ_p a[i, p]·b[p, j] in float64, through get alone. */
function naive(a: Tensor, b: Tensor): number[][] {
  return Array.from({ length: a.shape[0] }, (_, i) =>
    Array.from({ length: b.shape[1] }, (_, j) => {
      let sum = 0;
      for (let p = 0; p < a.shape[1]; p++) sum += a.get(i, p) * b.get(p, j);
      return sum;
    }),
  );
}

function expectProduct(got: Tensor, a: Tensor, b: Tensor): void {
  const k = a.shape[1];
  naive(a, b).forEach((row, i) => {
    row.forEach((value, j) => {
      // Entries are below 1, so the sum of |a·b| is below k; Higham's γ for k products and sums.
      expect(Math.abs(got.get(i, j) - value)).toBeLessThanOrEqual(
        1.01 * (k + 1) * UNIT_ROUNDOFF * k,
      );
    });
  });
}

/** The same matrix in every disguise that ndarray knows. */
const VIEWS: Record<string, (values: number[], rows: number, columns: number) => Tensor> = {
  plain: (values, rows, columns) => tensor(new Float32Array(values), [rows, columns]),
  resident: (values, rows, columns) => {
    const x = createArena().tensor([rows, columns]);
    x.data.set(values);
    return x;
  },
  transposed: (values, rows, columns) => {
    const x = createArena().tensor([columns, rows]);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) x.set(j, i, values[i * columns + j]);
    return transpose(x);
  },
  "part of a larger one": (values, rows, columns) => {
    const x = createArena().tensor([rows + 3, columns + 5]);
    x.data.fill(Number.NaN);
    const part = x.lo(2, 1).hi(rows, columns);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) part.set(i, j, values[i * columns + j]);
    return part;
  },
  reversed: (values, rows, columns) => {
    const x = zeros([rows, columns]).step(-1, -1);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) x.set(i, j, values[i * columns + j]);
    return x;
  },
  "every second": (values, rows, columns) => {
    const x = createArena()
      .tensor([2 * rows, 2 * columns])
      .step(2, 2);
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) x.set(i, j, values[i * columns + j]);
    return x;
  },
};

describe.each(FAST_SETS)("matmul on %s", (set) => {
  it.each(Object.keys(VIEWS))("reads and writes a view that is %s", (name) => {
    useKernels(set);
    for (const [m, n, k] of [
      [5, 7, 3],
      [1, 4, 6],
      [4, 1, 9],
      [1, 1, 1],
      [2, 3, 0],
    ] as const) {
      for (const other of Object.keys(VIEWS)) {
        const a = VIEWS[name](sampleValues(m * k, 1), m, k);
        const b = VIEWS[other](sampleValues(k * n, 2), k, n);
        expectProduct(matmul(a, b), a, b);
        const out = VIEWS[name](new Array(m * n).fill(9), m, n);
        expect(matmul(a, b, { out })).toBe(out);
        expectProduct(out, a, b);
      }
    }
  });

  it("adds a bias, applies an activation, accumulates", () => {
    useKernels(set);
    const a = tensor([
      [1, 2],
      [3, 4],
    ]);
    const b = tensor([
      [1, 0],
      [0, -1],
    ]);
    const out = zeros([2, 2]);
    bindMatmul({ out, a, b, bias: tensor([10, 1]) })();
    expect(toNested(out)).toEqual([
      [11, -1],
      [13, -3],
    ]);
    bindMatmul({ out, a, b, bias: tensor([-2, 3]), activation: "relu" })();
    expect(toNested(out)).toEqual([
      [0, 1],
      [1, 0],
    ]);
    bindMatmul({ out, a, b, accumulate: true })();
    expect(toNested(out)).toEqual([
      [1, -1],
      [4, -4],
    ]);
    bindMatmul({ out, a, b, activation: { name: "leakyRelu", negativeSlope: 0.5 } })();
    expect(toNested(out)).toEqual([
      [1, -1],
      [3, -2],
    ]);
  });

  it("runs again on what its operands hold then", () => {
    useKernels(set);
    const [a, b, out] = [tensor([[2]]), tensor([[3]]), zeros([1, 1])];
    const run = bindMatmul({ out, a, b });
    run();
    expect(out.data[0]).toBe(6);
    a.set(0, 0, 5);
    run();
    expect(out.data[0]).toBe(15);
  });
});

it("refuses shapes that do not fit, and leaves out as it is", () => {
  const out = tensor([[7]]);
  expect(() => matmul(zeros([2, 3]), zeros([4, 5]), { out })).toThrow(
    "matmul: b, for a of [2, 3]: expected [3, n], got [4, 5]",
  );
  expect(() => matmul(zeros([2]), zeros([2, 1]))).toThrow("matmul: a: expected [m, k], got [2]");
  expect(() => matmul(zeros([2, 3]), zeros([3, 2]), { out })).toThrow(
    "matmul: out: expected [2, 2], got [1, 1]",
  );
  expect(() =>
    bindMatmul({ out: zeros([1, 2]), a: zeros([1, 1]), b: zeros([1, 2]), bias: zeros([1]) }),
  ).toThrow("matmul: bias: expected [2], got [1]");
  expect(() => bindMatmul({ out, a: out, b: out, bias: zeros([1]), accumulate: true })).toThrow(
    "accumulate alone",
  );
  expect(out.data[0]).toBe(7);
});

import { describe, expect, it } from "vitest";
import { useKernels } from "../kernels/current.ts";
import { RELAXABLE_SETS, sampleValues, UNIT_ROUNDOFF } from "../kernels/lab.ts";
import { createArena } from "../memory/arena.ts";
import { type Tensor, tensor, toNested, zeros } from "../tensor.ts";
import { leakyReluActivation } from "./activations.ts";
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

describe.each(RELAXABLE_SETS)("matmul on %s", (set) => {
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
    bindMatmul({ out, a, b, activation: leakyReluActivation({ negativeSlope: 0.5 }) })();
    expect(toNested(out)).toEqual([
      [1, -1],
      [3, -2],
    ]);
    expect(() => bindMatmul({ out, a, b, activation: "tanh" as "relu" })).toThrow(
      'matmul: activation: expected "linear", "relu" or a value such as tanhActivation(), got "tanh"',
    );
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

describe.each(RELAXABLE_SETS)("batches and vectors on %s", (set) => {
  /** One product after another, by matrices. */
  function batched(a: Tensor, b: Tensor, batch: readonly number[]): number[] {
    const size = batch.reduce((product, extent) => product * extent, 1);
    return Array.from({ length: size }, (_, flat) => {
      const pick = (x: Tensor): Tensor => {
        const own = x.shape.length - 2;
        const index: number[] = [];
        for (let axis = batch.length - 1, rest = flat; axis >= 0; axis--) {
          const at = own - batch.length + axis;
          if (at >= 0) index.unshift(x.shape[at] === 1 ? 0 : rest % batch[axis]);
          rest = Math.floor(rest / batch[axis]);
        }
        return x.pick(...index, null, null);
      };
      return naive(pick(a), pick(b)).flat();
    }).flat();
  }

  const range = (...shape: number[]): Tensor => {
    const x = zeros(shape);
    x.data.set(sampleValues(x.size, shape.length));
    return x;
  };

  it.each([
    [[2, 3, 4], [2, 4, 5], [2]],
    [[2, 3, 4], [4, 5], [2]],
    [[3, 4], [2, 4, 5], [2]],
    [
      [2, 1, 3, 4],
      [5, 4, 2],
      [2, 5],
    ],
    [[6, 1, 4], [1, 4, 1], [6]],
    [[2, 3, 0], [0, 2], [2]],
    [[0, 3, 4], [4, 2], [0]],
  ] as const)("multiplies %j by %j", (left, right, batch) => {
    useKernels(set);
    const a = range(...left);
    const b = range(...right);
    const expected = batched(a, b, batch);
    const got = matmul(a, b);
    expect(got.shape).toEqual([...batch, left.at(-2), right.at(-1)]);
    const bound = 1.01 * 6 * UNIT_ROUNDOFF * 5;
    got.data.forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(bound);
    });
    // Transposed matrices, batches in another order, and an arena.
    const arena = createArena();
    const resident = arena.tensor([
      ...right.slice(0, -2),
      right.at(-1) as number,
      right.at(-2) as number,
    ]);
    const last = right.length - 1;
    const view = resident.transpose(
      ...right.map((_, i) => (i < last - 1 ? i : i === last ? last - 1 : last)),
    );
    for (let i = 0; i < b.size; i++) {
      const index: number[] = [];
      for (let axis = last, rest = i; axis >= 0; axis--) {
        index.unshift(rest % right[axis]);
        rest = Math.floor(rest / right[axis]);
      }
      view.set(...index, b.data[i]);
    }
    const out = arena.tensor(got.shape);
    bindMatmul({ out, a, b: view })();
    out.data.forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(bound);
    });
    useKernels("wasm-simd");
  });

  it("takes vectors as rows and columns", () => {
    useKernels(set);
    const [row, matrix] = [tensor([1, 2]), tensor([[1, 2, 3], [4, 5, 6]])]; // biome-ignore format: one line
    expect(toNested(matmul(row, matrix))).toEqual([9, 12, 15]);
    expect(toNested(matmul(matrix, tensor([1, 0, 1])))).toEqual([4, 10]);
    expect(toNested(matmul(row, tensor([3, 4])))).toBe(11);
    expect(matmul(zeros([5, 2, 3]), zeros([3])).shape).toEqual([5, 2]);
    expect(matmul(zeros([3]), zeros([5, 3, 2])).shape).toEqual([5, 2]);
    useKernels("wasm-simd");
  });

  it("lets a mask through where it is above 0", () => {
    useKernels(set);
    for (const [m, n, k] of [
      [5, 13, 7],
      [8, 16, 4],
      [1, 3, 2],
    ] as const) {
      const [a, b, mask] = [range(m, k), range(n, k), range(m, n)];
      const expected = naive(a, transpose(b)).flat();
      for (const out of [zeros([m, n]), createArena().tensor([m, n]), zeros([m, n + 3]).hi(m, n)]) {
        bindMatmul({ out, a, b: transpose(b), mask })();
        (toNested(out) as number[][]).flat().forEach((value, i) => {
          const wanted = mask.data[i] > 0 ? expected[i] : 0;
          expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1.01 * (k + 1) * UNIT_ROUNDOFF * k);
        });
      }
    }
    useKernels("wasm-simd");
  });

  it("packs what stands in the way of itself, with the same sums", () => {
    useKernels(set);
    const arena = createArena();
    const [m, n, k] = [66, 512, 260];
    const [a, b] = [arena.tensor([m, k]), arena.tensor([k, n])];
    a.data.set(sampleValues(m * k, 1));
    b.data.set(sampleValues(k * n, 2));
    const whole = arena.tensor([m, n]);
    bindMatmul({ out: whole, a, b })();
    const wide = arena.tensor([k, n + 4]).hi(k, n);
    for (let p = 0; p < k; p++) wide.data.set(b.data.subarray(p * n, p * n + n), p * (n + 4));
    const apart = arena.tensor([m, n]);
    bindMatmul({ out: apart, a, b: wide })();
    expect(apart.data.every((value, i) => value === whole.data[i])).toBe(true);
    useKernels("wasm-simd");
  });
});

describe("what batches and masks refuse", () => {
  it("what is no tensor", () => {
    expect(() => matmul([[1]] as never, zeros([1]))).toThrow(
      "matmul: a: expected a tensor, got an array of 1; make one with tensor(…)",
    );
  });

  it.each([
    [[2], [], "matmul: b: expected at least one axis, got []"],
    [[2, 3], [4], "matmul: b, for a of [2, 3]: expected [3], got [4]"],
    [[2, 3], [5, 4, 2], "matmul: b, for a of [2, 3]: expected [..., 3, n], got [5, 4, 2]"],
    [[2, 2, 3], [3, 3, 2], "matmul: batches: expected shapes that broadcast, got [2] and [3]"],
  ])("%j by %j", (a, b, message) => {
    expect(() => matmul(zeros(a), zeros(b))).toThrow(message);
  });

  it("a mask with other epilogues, or of another shape", () => {
    const [a, b, out, mask] = [zeros([2, 3]), zeros([3, 2]), zeros([2, 2]), zeros([2, 2])];
    expect(() => bindMatmul({ out, a, b, mask, activation: "relu" })).toThrow(
      "matmul: expected mask alone, got it with a bias or an activation",
    );
    expect(() => bindMatmul({ out, a, b, mask, accumulate: true })).toThrow(
      "matmul: expected accumulate alone, got it with a bias, an activation or a mask",
    );
    expect(() => bindMatmul({ out, a, b, mask: a })).toThrow(
      "matmul: mask: expected [2, 2], got [2, 3]",
    );
  });
});

describe.each(RELAXABLE_SETS)("products at once, of tensors here and there, on %s", (set) => {
  const [m, n, k] = [5, 18, 7];
  const places = {
    "an arena": (rows: number, columns: number) => createArena().tensor([rows, columns]),
    "an array": (rows: number, columns: number) => zeros([rows, columns]),
    "wider rows": (rows: number, columns: number) => zeros([rows, columns + 2]).hi(rows, columns),
    "the middle": (rows: number, columns: number) => zeros([rows + 2, columns]).lo(2, 0),
  };
  const names = Object.keys(places) as (keyof typeof places)[];

  it.each(names.flatMap((a) => names.map((out) => [a, out] as const)))("%s to %s", (from, to) => {
    useKernels(set);
    const a = places[from](m, k);
    const b = places["an array"](k, n);
    const out = places[to](m, n);
    for (const [x, salt] of [[a, 1], [b, 2]] as const) {
      const values = sampleValues(x.size, salt);
      for (let i = 0; i < x.size; i++) x.set(Math.floor(i / x.shape[1]), i % x.shape[1], values[i]);
    } // biome-ignore format: pairs
    const before = out.data.slice();
    matmul(a, b, { out });
    const expected = naive(a, b).flat();
    const bound = 1.01 * (k + 1) * UNIT_ROUNDOFF * k;
    (toNested(out) as number[][]).flat().forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(bound);
    });
    const own = new Set(expected.map((_, i) => out.index(Math.floor(i / n), i % n)));
    if (to !== "an arena") {
      out.data.forEach((value, i) => {
        if (!own.has(i)) expect(value).toBe(before[i]);
      });
    }
    useKernels("wasm-simd");
  });

  it("where the result overwrites an operand", () => {
    useKernels(set);
    for (const make of [places["an arena"], places["an array"]]) {
      const x = make(4, 4);
      x.data.set(sampleValues(16, 3), x.offset);
      const expected = naive(x, x).flat();
      matmul(x, x, { out: x });
      (toNested(x) as number[][]).flat().forEach((value, i) => {
        expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(1.01 * 5 * UNIT_ROUNDOFF * 4);
      });
    }
    useKernels("wasm-simd");
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { useKernels } from "../kernels/current.ts";
import { FAST_SETS, sampleValues, UNIT_ROUNDOFF } from "../kernels/lab.ts";
import { createArena } from "../memory/arena.ts";
import { tensor, toNested, zeros } from "../tensor.ts";
import { matmul, transpose } from "./matmul.ts";
import { bindQr, qr } from "./qr.ts";

afterEach(() => useKernels("wasm-simd"));

describe.each(FAST_SETS)("qr on %s", (set) => {
  it("decomposes by hand", () => {
    useKernels(set);
    // The column (3, −4) has length 5; (5, 0) is 3 of its direction, and 4 of (4, 3)/5.
    const { q, r } = qr(tensor([[3, 5], [-4, 0]])); // biome-ignore format: a matrix
    const expected = [0.6, 0.8, -0.8, 0.6, 5, 3, 0, 4];
    [...q.data, ...r.data].forEach((value, i) => {
      expect(Math.abs(value - expected[i])).toBeLessThanOrEqual(8 * UNIT_ROUNDOFF * 5);
    });
  });

  it("reads and writes views, resident or not", () => {
    useKernels(set);
    const a = tensor(Float32Array.from(sampleValues(35)), [5, 7]);
    const { q, r } = qr(transpose(transpose(a)));
    const arena = createArena();
    const out = { q: transpose(arena.tensor([5, 5])), r: zeros([10, 7]).step(2, 1) };
    expect(qr(a, { out })).toBe(out);
    expect(toNested(out.q)).toEqual(toNested(q));
    expect(toNested(out.r)).toEqual(toNested(r));
  });

  it("may write over what it reads", () => {
    useKernels(set);
    const a = createArena().tensor([6, 6]);
    a.data.set(sampleValues(36));
    const { q, r } = qr(a);
    const out = { q: a, r: zeros([6, 6]) };
    qr(a, { out });
    expect([a.data, out.r.data]).toEqual([q.data, r.data]);
  });

  it("runs again on what its operand holds then", () => {
    useKernels(set);
    const [a, q, r] = [tensor([[-2]]), zeros([1, 1]), zeros([1, 1])];
    const run = bindQr({ q, r, a });
    run();
    expect([q.get(0, 0), r.get(0, 0)]).toEqual([-1, 2]);
    a.set(0, 0, 3);
    run();
    expect([q.get(0, 0), r.get(0, 0)]).toEqual([1, 3]);
  });
});

it("multiplies back", () => {
  const a = tensor(Float32Array.from(sampleValues(12)), [4, 3]);
  const { q, r } = qr(a);
  const product = matmul(q, r);
  product.data.forEach((value, i) => {
    // Entries below 1 in columns of length below 2: see the contract of the kernel.
    expect(Math.abs(value - a.data[i])).toBeLessThan(8 * Math.sqrt(3) * UNIT_ROUNDOFF * 2);
  });
});

it("refuses what does not fit, and leaves out as it is", () => {
  const out = { q: tensor([[7]]), r: tensor([[7]]) };
  expect(() => qr(zeros([3]))).toThrow("qr: a: expected [m, n], got [3]");
  expect(() => qr(zeros([2, 2]), { out })).toThrow("qr: q: expected [2, 2], got [1, 1]");
  expect(() => bindQr({ q: zeros([2, 1]), r: zeros([2, 1]), a: zeros([2, 1]) })).toThrow(
    "qr: r: expected [1, 1], got [2, 1]",
  );
  expect(() => qr(zeros([1, 1]), { out: { q: out.q, r: out.q } })).toThrow(
    "qr: r: expected a tensor apart from q, got one that overlaps it",
  );
  expect([out.q.get(0, 0), out.r.get(0, 0)]).toEqual([7, 7]);
});

import { expect, it } from "vitest";
import { createRng } from "../rng.ts";
import { fusedMultiplyAdd } from "./fused.ts";

const bits = new DataView(new ArrayBuffer(4));

/** A float32 as an integer times 2⁻¹⁴⁹. */
function units(x: number): bigint {
  bits.setFloat32(0, x);
  const word = bits.getUint32(0);
  const exponent = (word >>> 23) & 255;
  const mantissa = BigInt(word & 0x7fffff) + (exponent > 0 ? 1n << 23n : 0n);
  const size = mantissa << BigInt(Math.max(exponent - 1, 0));
  return word >>> 31 ? -size : size;
}

/** n·2⁻²⁹⁸ rounded to float32, ties to even, for normal results. */
function rounded(n: bigint): number {
  const size = n < 0n ? -n : n;
  const shift = BigInt(Math.max(size.toString(2).length - 24, 0));
  let mantissa = size >> shift;
  const rest = size - (mantissa << shift);
  const half = shift > 0n ? 1n << (shift - 1n) : 1n;
  if (rest > half || (rest === half && mantissa % 2n === 1n)) mantissa += 1n;
  const value = Number(mantissa) * 2 ** (Number(shift) - 149) * 2 ** -149;
  return n < 0n ? -value : value;
}

const exact = (a: number, b: number, c: number): number =>
  rounded(units(a) * units(b) + (units(c) << 149n));

it("is the exact a·b + c, rounded once", () => {
  const rng = createRng(1);
  const draw = (): number => {
    const mantissa = rng.integer(2 ** 24) - 2 ** 23;
    return Math.fround(mantissa * 2 ** (rng.integer(60) - 50));
  };
  for (let i = 0; i < 50_000; i++) {
    const [a, b, c] = [draw(), draw(), draw()];
    if (fusedMultiplyAdd(a, b, c) !== exact(a, b, c)) {
      expect.fail(`${a}·${b} + ${c}: expected ${exact(a, b, c)}, got ${fusedMultiplyAdd(a, b, c)}`);
    }
  }
});

it("is so where float64 rounds the sum to the middle between two float32", () => {
  const ulp = 2 ** -23;
  for (const sign of [1, -1]) {
    for (const c of [1, 1 + ulp]) {
      // The middle itself, to the even one; then just below.
      const half = sign * 2 ** -24;
      expect(fusedMultiplyAdd(half, 1, sign * c)).toBe(exact(half, 1, sign * c));
      const below = half * (1 - ulp);
      expect(fusedMultiplyAdd(below, 1 + ulp, sign * c)).toBe(exact(below, 1 + ulp, sign * c));
    }
  }
  // 1 + 2⁻²⁴·(1 ∓ 2⁻⁴⁶): float64 sees the middle in both. 2⁴⁶ + 1 = 8392705·8384513.
  expect(fusedMultiplyAdd(2 ** -24 * (1 - ulp), 1 + ulp, 1)).toBe(1);
  expect(fusedMultiplyAdd(2 ** -24 * (1 - ulp), 1 + ulp, 1 + ulp)).toBe(1 + ulp);
  expect(fusedMultiplyAdd(8392705 * 2 ** -35, 8384513 * 2 ** -35, 1)).toBe(1 + ulp);
});

it("passes infinities and NaN on", () => {
  expect(fusedMultiplyAdd(Number.POSITIVE_INFINITY, 1, 1)).toBe(Number.POSITIVE_INFINITY);
  expect(fusedMultiplyAdd(3e38, 3e38, 0)).toBe(Number.POSITIVE_INFINITY);
  expect(fusedMultiplyAdd(Number.NaN, 1, 1)).toBeNaN();
});

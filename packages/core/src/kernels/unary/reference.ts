import type { Unary, UnaryKernel } from "./unary.ts";

export function unaryReference(heap: Float64Array): Unary {
  const map =
    (f: (x: number) => number): UnaryKernel =>
    (n, x, y) => {
      for (let i = 0; i < n; i++) heap[y + i] = f(heap[x + i]);
    };
  return {
    negate: map((x) => -x),
    absolute: map(Math.abs),
    square: map((x) => x * x),
    squareRoot: map(Math.sqrt),
    reciprocal: map((x) => 1 / x),
    sign: map(Math.sign),
    floor: map(Math.floor),
    ceil: map(Math.ceil),
    round: map((x) => {
      const below = Math.floor(x);
      const rest = x - below;
      if (rest !== 0.5) return Math.round(x);
      return below % 2 === 0 ? below : below + 1;
    }),
    exp: map(Math.exp),
    log: map(Math.log),
    sin: map(Math.sin),
    cos: map(Math.cos),
  };
}

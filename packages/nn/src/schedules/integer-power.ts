/** xⁿ for a whole n ≥ 0, by squaring: the same bits everywhere, where `**` differs between engines. */
export function integerPower(x: number, n: number): number {
  let power = 1;
  let square = x;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power *= square;
    square *= square;
  }
  return power;
}

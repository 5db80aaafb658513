/**
 * Functions of one operand over `n` elements; y may be x. NaN passes through all of them.
 *
 *     negate, absolute, square, squareRoot, reciprocal (1/x), floor, ceil      rounded once
 *     sign      −1, 0, 1; −0 stays −0
 *     round     to the nearest whole number, ties to even
 *     exp       eˣ, ∞ above 88.72; results below 2⁻¹²⁶ may be 0
 *     log       ln x, −∞ at 0, NaN below
 *     sin, cos  of radians, at any size; NaN at ±∞
 */
export interface Unary {
  negate: UnaryKernel;
  absolute: UnaryKernel;
  square: UnaryKernel;
  squareRoot: UnaryKernel;
  reciprocal: UnaryKernel;
  sign: UnaryKernel;
  floor: UnaryKernel;
  ceil: UnaryKernel;
  round: UnaryKernel;
  exp: UnaryKernel;
  log: UnaryKernel;
  sin: UnaryKernel;
  cos: UnaryKernel;
}

export type UnaryKernel = (n: number, x: number, y: number) => void;

// π/2 in two parts, of which whole multiples up to 2²⁰ of the first are exact.
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_LOW = 6.077100506506192e-11;

/** ⌊2²⁰⁰·2/π⌋. */
const TWO_OVER_PI = /*#__PURE__*/ BigInt("0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe");
const SCALE = 200;

/**
 * sin x for a float32 x, in float64 from + − × alone: engines differ in Math.sin. Absolute error
 * below 2⁻⁵²; NaN at ±∞.
 */
export function sin(x: number): number {
  return quarter(x, 0);
}

/** cos x, as {@link sin}. */
export function cos(x: number): number {
  return quarter(x, 1);
}

/** sin(x + ahead·π/2), with x = k·π/2 + r, |r| ≤ π/4. */
function quarter(x: number, ahead: number): number {
  if (!Number.isFinite(x)) return Number.NaN;
  let k: number;
  let r: number;
  if (Math.abs(x) < 2 ** 20) {
    k = Math.round(x / (Math.PI / 2));
    r = x - k * HALF_PI_HIGH - k * HALF_PI_LOW;
  } else {
    [k, r] = farTurn(x);
  }
  const turn = k + ahead;
  const y = turn & 1 ? cosineOf(r) : sineOf(r);
  return turn & 2 ? -y : y;
}

/**
 * k modulo 4 and r for large x, by 200 bits of 2/π: a float32 is a whole number of 2⁻³ here, below
 * 2¹²⁸, so 69 bits behind the point are right.
 */
function farTurn(x: number): [k: number, r: number] {
  const eighths = BigInt(x * 8) * TWO_OVER_PI;
  const bits = BigInt(SCALE + 3);
  const k = Number((eighths >> bits) & 3n);
  const fraction = Number((eighths & ((1n << bits) - 1n)) >> (bits - 60n)) / 2 ** 60;
  return fraction > 0.5 ? [k + 1, (fraction - 1) * (Math.PI / 2)] : [k, fraction * (Math.PI / 2)];
}

/** sin r = r + r³·S(r²) for |r| ≤ π/4. Coefficients: FreeBSD msun, k_sin.c (Sun Microsystems, 1993). */
function sineOf(r: number): number {
  const z = r * r;
  return (
    r +
    r *
      z *
      (-0.16666666666666632 +
        z *
          (0.00833333333332249 +
            z *
              (-1.984126982985795e-4 +
                z *
                  (2.7557313707070068e-6 +
                    z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)))))
  );
}

/** cos r = 1 − r²/2 + r⁴·C(r²) for |r| ≤ π/4. Coefficients: FreeBSD msun, k_cos.c. */
function cosineOf(r: number): number {
  const z = r * r;
  return (
    1 -
    z *
      (0.5 -
        z *
          (0.0416666666666666 +
            z *
              (-0.001388888888887411 +
                z *
                  (2.480158728947673e-5 +
                    z *
                      (-2.7557314351390663e-7 +
                        z * (2.087572321298175e-9 - z * 1.1359647557788195e-11))))))
  );
}

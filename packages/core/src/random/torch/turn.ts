// π/2 in two parts, of which whole multiples of the first are exact.
const HALF_PI_HIGH = 1.5707963267341256;
const HALF_PI_LOW = 6.077100506506192e-11;

/**
 * [cos x, sin x] in float64 for 0 ≤ x ≤ 2π from + − × alone: engines differ in Math.sin. Absolute
 * error below 2⁻⁵².
 *
 *     x = k·π/2 + r, |r| ≤ π/4    sin r = r + r³·S(r²)    cos r = 1 − r²/2 + r⁴·C(r²)
 *
 * Coefficients: FreeBSD msun, k_sin.c and k_cos.c (Sun Microsystems, 1993).
 */
export function cosineAndSine(x: number): [number, number] {
  const k = Math.round(x / (Math.PI / 2));
  const r = x - k * HALF_PI_HIGH - k * HALF_PI_LOW;
  const z = r * r;
  const sine =
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
                    z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)))));
  const cosine =
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
                        z * (2.087572321298175e-9 - z * 1.1359647557788195e-11))))));
  const [c, s] = k & 1 ? [sine, cosine] : [cosine, sine];
  return [(k + 1) & 2 ? -c : c, k & 2 ? -s : s];
}

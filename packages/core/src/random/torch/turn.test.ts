import { expect, it } from "vitest";
import { cosineAndSine } from "./turn.ts";

// By mpmath 1.3 with 30 digits.
it.each([
  [0, 1, 0],
  [0.5, 0.8775825618903728, 0.479425538604203],
  [1, 0.5403023058681398, 0.8414709848078965],
  [2, -0.4161468365471424, 0.9092974268256817],
  [3, -0.9899924966004454, 0.1411200080598672],
  [4, -0.6536436208636119, -0.7568024953079282],
  [5, 0.28366218546322625, -0.9589242746631385],
  [6, 0.960170286650366, -0.27941549819892586],
  [1.5707963267948966, 6.123233995736766e-17, 1],
  [6.283185307179586, 1, -2.4492935982947064e-16],
])("cos and sin of %f are %f and %f within 2⁻⁵²", (x, cos, sin) => {
  const [c, s] = cosineAndSine(x);
  expect(Math.abs(c - cos)).toBeLessThan(2 ** -52);
  expect(Math.abs(s - sin)).toBeLessThan(2 ** -52);
});

it("lie on the circle and turn evenly, everywhere", () => {
  for (let i = 0; i <= 10_000; i++) {
    const x = (i / 10_000) * 2 * Math.PI;
    const [c, s] = cosineAndSine(x);
    expect(Math.abs(c * c + s * s - 1)).toBeLessThan(2 ** -50);
    // sin 2x = 2·sin x·cos x, within the errors of all three and of 2x − 2π.
    if (x < Math.PI) {
      expect(Math.abs(cosineAndSine(2 * x)[1] - 2 * s * c)).toBeLessThan(2 ** -50);
    }
  }
});

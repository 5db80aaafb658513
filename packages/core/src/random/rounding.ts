const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The smallest float32 ≥ x; x itself for NaN and infinities. */
export function float32AtLeast(x: number): number {
  const nearest = Math.fround(x);
  return nearest < x ? -before(-nearest) : nearest;
}

/** The largest float32 ≤ x; x itself for NaN and infinities. */
export function float32AtMost(x: number): number {
  return -float32AtLeast(-x);
}

/** The largest float32 < x. */
export function float32Below(x: number): number {
  return before(float32AtLeast(x));
}

/** The float32 that precedes a float32. */
function before(x: number): number {
  float[0] = x;
  if (x === 0) return -(2 ** -149);
  bits[0] += x > 0 ? -1 : 1;
  return float[0];
}

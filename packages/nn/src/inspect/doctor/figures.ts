/** A number as people read it: two significant digits, or as many as are asked for. */
export function short(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return `${value}`;
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  const isPlain = size === 0 || (size >= 1e-3 && size < 1e5);
  return isPlain ? `${rounded}` : rounded.toExponential().replace("+", "");
}

/** `47 %`. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

/** A number as people read it: two significant digits, or as many as are asked for. */
export function short(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return `${value}`;
  const rounded = Number(value.toPrecision(digits));
  return Math.abs(rounded) >= 1e5 ? rounded.toExponential().replace("+", "") : `${rounded}`;
}

/** `47 %`. */
export function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}

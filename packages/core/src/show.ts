/**
 * A value as errors print it: texts in quotes, arrays by their length, functions by their name.
 *
 * @example [show("0.1"), show([1, 2]), show(null), show({})] // ["\"0.1\"", "an array of 2", "null", "an object"]
 */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return `function ${value.name}`.trim();
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

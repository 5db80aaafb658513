import { type Margins, show } from "@kindling/core";
import { expectWhole } from "./check.ts";

/** A number for both axes, or one for each: [down, across]. */
export type PerAxis2d = number | readonly [number, number];
/** A number, alone or in an array. */
export type PerAxis1d = number | readonly [number];

/**
 * Zeros around the input: none; so many that the output has ⌈extent / stride⌉ positions, the odd one
 * at the end, as TensorFlow; or a number for both sides of every axis, as PyTorch.
 */
export type Padding<PerAxis = PerAxis2d> = "valid" | "same" | PerAxis;

/** How windows move over an image, [down, across]. Those of a sequence are 1 high. */
export interface Window {
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  readonly dilation: readonly [number, number];
  readonly padding: "valid" | "same" | "causal" | readonly [number, number];
}

/** Returns [down, across]; of one axis [`along`, value]. @throws for what is no such number */
export function expectPerAxis(
  value: unknown,
  where: string,
  { axes, least = 1, along = 1 }: { axes: 1 | 2; least?: number; along?: number },
): readonly [number, number] {
  const list = typeof value === "number" ? new Array<unknown>(axes).fill(value) : value;
  if (!Array.isArray(list) || list.length !== axes) {
    const expected = axes === 2 ? "a number, or one for each of 2 axes" : "a number";
    throw new RangeError(`${where}: expected ${expected}, got ${show(value)}`);
  }
  const [first, last = first] = list.map((each) => expectWhole(each, least, where));
  return axes === 2 ? [first!, last!] : [along, first!];
}

/** Returns a padding as {@link Window} has it, one of `names` or numbers. @throws for what is none */
export function expectPadding(
  value: unknown,
  where: string,
  axes: 1 | 2,
  names: readonly ("valid" | "same" | "causal")[] = ["valid", "same"],
): Window["padding"] {
  const name = names.find((each) => each === value);
  if (name) return name;
  if (typeof value === "string") {
    const known = names.map((each) => show(each)).join(", ");
    throw new RangeError(`${where}: expected ${known} or whole numbers, got ${show(value)}`);
  }
  return expectPerAxis(value, where, { axes, least: 0, along: 0 });
}

/** Pixels from the first to the last tap of a kernel. */
export function reachOf({
  size,
  dilation,
}: Pick<Window, "size" | "dilation">): readonly [number, number] {
  return [(size[0] - 1) * dilation[0] + 1, (size[1] - 1) * dilation[1] + 1];
}

/**
 * Where the windows over an image stand.
 *
 *     valid     ⌊(extent − reach) / stride⌋ + 1 of them
 *     same      ⌈extent / stride⌉
 *     causal    ⌈extent / stride⌉, none of which sees what comes later
 *     p         ⌊(extent + 2p − reach) / stride⌋ + 1
 *
 * @throws for windows larger than the image, and for paddings so large that a window sees only them
 */
export function slide(
  window: Window,
  extents: readonly [number, number],
  where: string,
): { readonly output: readonly [number, number]; readonly margins: Margins } {
  const { strides, padding } = window;
  const reach = reachOf(window);
  const along = (axis: 0 | 1) => {
    const extent = extents[axis];
    const stride = strides[axis];
    if (padding === "causal" && extent >= 1) {
      return { count: Math.ceil(extent / stride), before: reach[axis] - 1, after: 0 };
    }
    if (padding === "same") {
      const count = Math.ceil(extent / stride);
      const lacking = Math.max((count - 1) * stride + reach[axis] - extent, 0);
      const before = Math.floor(lacking / 2);
      if (extent >= 1) return { count, before, after: lacking - before };
    }
    const p = typeof padding === "string" ? 0 : padding[axis];
    if (p >= reach[axis] && p > 0) {
      throw new RangeError(
        `${where}: padding: expected less than the window's ${reach[axis]}, got ${p}`,
      );
    }
    const least = Math.max(reach[axis] - 2 * p, 1);
    if (extent < least) {
      const remedy = extent < 1 ? "" : '; a smaller window or padding: "same" fits';
      throw new RangeError(
        `${where}: input: expected at least ${least} positions for a window that reaches over ${reach[axis]}, got ${extent}${remedy}`,
      );
    }
    return { count: Math.floor((extent + 2 * p - reach[axis]) / stride) + 1, before: p, after: p };
  };
  const [down, across] = [along(0), along(1)];
  return {
    output: [down.count, across.count],
    margins: { top: down.before, bottom: down.after, left: across.before, right: across.after },
  };
}

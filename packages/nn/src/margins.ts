import { type Margins, show } from "@kindling/core";
import { expectWhole } from "./check.ts";

/** A number for all sides; or [down, across]; or [[top, bottom], [left, right]]. */
export type Sides2d =
  | number
  | readonly [down: number, across: number]
  | readonly [readonly [top: number, bottom: number], readonly [left: number, right: number]];

/** A number for both sides, or [before, after]. */
export type Sides1d = number | readonly [before: number, after: number];

/** Returns what is before and after. @throws for anything but {@link Sides1d} */
export function expectSides(
  value: unknown,
  where: string,
): readonly [before: number, after: number] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value, value];
  if (list.length !== 2) {
    throw new RangeError(`${where}: expected a number or two of them, got ${show(value)}`);
  }
  return [expectWhole(list[0], 0, where), expectWhole(list[1], 0, where)];
}

/** Returns what is on each side. @throws for anything but {@link Sides2d} */
export function expectMargins(value: unknown, where: string): Margins {
  const axes: readonly unknown[] = Array.isArray(value) ? value : [value, value];
  if (axes.length !== 2) {
    throw new RangeError(
      `${where}: expected a number, one for each of 2 axes, or two for each, got ${show(value)}`,
    );
  }
  const [[top, bottom], [left, right]] = [expectSides(axes[0], where), expectSides(axes[1], where)];
  return { top, bottom, left, right };
}

import { show } from "@kindling/core";
import { expectWhole } from "./check.ts";

/** What is cut off before and after: from one number for both, or two. @throws for anything else */
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

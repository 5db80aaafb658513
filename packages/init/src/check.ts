import { show } from "@kindling/core";

/** Returns a number that is finite in float32. @throws otherwise */
export function expectFinite(value: unknown, where: string): number {
  if (typeof value !== "number" || !Number.isFinite(Math.fround(value))) {
    throw new RangeError(`${where}: expected a finite float32 number, got ${show(value)}`);
  }
  return value;
}

/** Returns a finite number above 0. @throws otherwise, with the remedy when there is one */
export function expectPositive(value: unknown, where: string, remedy?: string): number {
  if (!(expectFinite(value, where) > 0)) {
    throw new RangeError(
      `${where}: expected a number above 0, got ${show(value)}${remedy ? `; ${remedy}` : ""}`,
    );
  }
  return value as number;
}

/** Returns a whole number, 0 or more. @throws otherwise */
export function expectFan(value: unknown, where: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw new RangeError(`${where}: expected a whole number, 0 or more, got ${show(value)}`);
  }
  return value as number;
}

/** Returns a whole number above 0. @throws otherwise */
export function expectCount(value: unknown, where: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 1) {
    throw new RangeError(`${where}: expected a whole number above 0, got ${show(value)}`);
  }
  return value as number;
}

/** Returns a whole number. @throws otherwise */
export function expectWhole(value: unknown, where: string): number {
  if (!Number.isSafeInteger(value)) {
    throw new RangeError(`${where}: expected a whole number, got ${show(value)}`);
  }
  return value as number;
}

/** Returns a number from 0 to 1. @throws otherwise */
export function expectShare(value: unknown, where: string): number {
  if (!(expectFinite(value, where) >= 0 && (value as number) <= 1)) {
    throw new RangeError(`${where}: expected a number from 0 to 1, got ${show(value)}`);
  }
  return value as number;
}

/** A check for options that are checked where they are read. */
export function anything(): void {}

/** A check that takes one of a few words. */
export function oneOf(...words: readonly unknown[]): (value: unknown, where: string) => void {
  return (value, where) => {
    if (words.includes(value)) return;
    throw new RangeError(
      `${where}: expected one of ${words.map(show).join(", ")}, got ${show(value)}`,
    );
  };
}

/** Returns a whole number that is at least `least`. @throws otherwise */
export function expectWhole(value: number, least: number, where: string): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${where}: expected a whole number, at least ${least}, got ${value}`);
  }
  return value;
}

/** Returns a number in [low, high). @throws otherwise */
export function expectRange(value: number, low: number, high: number, where: string): number {
  if (!(value >= low && value < high)) {
    throw new RangeError(`${where}: expected a number in [${low}, ${high}), got ${value}`);
  }
  return value;
}

/** Returns a finite number above 0. @throws otherwise */
export function expectPositive(value: number, where: string): number {
  if (!(value > 0 && value < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`${where}: expected a finite number above 0, got ${value}`);
  }
  return value;
}

/** The entry of that name. @throws listing the names there are */
export function expectName<T>(name: string, table: ReadonlyMap<string, T>, where: string): T {
  const entry = table.get(name);
  if (entry === undefined) {
    const names = [...table.keys()].map((known) => `"${known}"`).join(", ");
    throw new RangeError(`${where}: expected one of ${names}, got ${JSON.stringify(name)}`);
  }
  return entry;
}

/** Lets the errors of `make` begin with the place. */
export function within<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw located(error, where);
  }
}

/** The error, its message beginning with the place. */
export function located(error: unknown, where: string): unknown {
  if (error instanceof Error) error.message = `${where}: ${error.message}`;
  return error;
}

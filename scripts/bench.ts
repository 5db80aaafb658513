import Benchmark from "benchmark";

/** One question: several ways to do the same work, one of them the baseline. */
export interface Bench {
  readonly title: string;
  readonly unit: "GFLOP/s" | "ns/element" | "µs";
  /** What one call of a case does: floating-point operations, elements, or 1 for µs. */
  readonly work: number;
  /** The name of the case that the others are compared with. */
  readonly baseline: string;
  readonly cases: Readonly<Record<string, () => void>>;
}

export interface Measurement {
  readonly name: string;
  /** In the unit of the bench. */
  readonly value: number;
  /** How many times as fast as the baseline. */
  readonly ratio: number;
  /** Relative margin of error of the mean at 95 %, in percent. */
  readonly error: number;
}

export interface Effort {
  /** Seconds that each case runs before it is measured, so that the engine has optimized it. */
  readonly warmUp: number;
  /** Seconds that each case is measured. */
  readonly time: number;
}

/**
 * Measures every case with benchmark.js.
 *
 * @throws what a case throws
 */
export function measure(
  { unit, work, baseline, cases }: Bench,
  { warmUp, time }: Effort,
): Measurement[] {
  for (const run of Object.values(cases)) repeat(run, warmUp);
  const stats = Object.entries(cases).map(([name, run]) => {
    const benchmark = new Benchmark(name, run, { maxTime: time });
    benchmark.run({ async: false });
    const error: Error | undefined = benchmark.error;
    if (error) throw error;
    return { name, seconds: benchmark.stats.mean, error: benchmark.stats.rme };
  });
  const base = stats.find(({ name }) => name === baseline);
  if (base === undefined) {
    const known = Object.keys(cases).join(", ");
    throw new RangeError(`bench: expected a baseline among ${known}, got ${baseline}`);
  }
  return stats.map(({ name, seconds, error }) => ({
    name,
    value: valueIn(unit, seconds, work),
    ratio: base.seconds / seconds,
    error,
  }));
}

function repeat(run: () => void, seconds: number): void {
  const end = performance.now() + seconds * 1000;
  do run();
  while (performance.now() < end);
}

/** What one call of `seconds` amounts to. */
export function valueIn(unit: Bench["unit"], seconds: number, work: number): number {
  switch (unit) {
    case "GFLOP/s":
      return work / seconds / 1e9;
    case "ns/element":
      return (seconds * 1e9) / work;
    case "µs":
      return (seconds * 1e6) / work;
  }
}

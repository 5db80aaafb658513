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
  /** The machine's limit, measured with the cases: each is also given as a share of it. */
  readonly peak?: { readonly run: () => void; readonly work: number };
}

export interface Measurement {
  readonly name: string;
  /** In the unit of the bench. */
  readonly value: number;
  /** How many times as fast as the baseline. */
  readonly ratio: number;
  /** Of the peak, where the bench has one: 1 is the machine's limit. */
  readonly share?: number;
  /** Relative margin of error at 95 %, in percent. */
  readonly error: number;
}

export interface Effort {
  /** Seconds that each case runs before it is measured, so that the engine has optimized it. */
  readonly warmUp: number;
  /** Seconds that each case is measured. */
  readonly time: number;
}

/**
 * Measures every case with benchmark.js; values are medians of its samples, 5 at least.
 *
 * @throws what a case throws
 */
export function measure(
  { unit, work, baseline, cases, peak }: Bench,
  { warmUp, time }: Effort,
): Measurement[] {
  const all = Object.entries(cases).map(([name, run]) => ({ name, run, work }));
  if (peak) all.push({ name: "peak", ...peak });
  for (const { run } of all) repeat(run, warmUp);
  const stats = all.map(({ name, run, work }) => {
    const benchmark = new Benchmark(name, run, { maxTime: time });
    benchmark.run({ async: false });
    const error: Error | undefined = benchmark.error;
    if (error) throw error;
    const { sample, rme } = benchmark.stats;
    return { name, seconds: median(sample) / work, work, error: rme };
  });
  const base = stats.find(({ name }) => name === baseline);
  if (base === undefined) {
    const known = Object.keys(cases).join(", ");
    throw new RangeError(`bench: expected a baseline among ${known}, got ${baseline}`);
  }
  const limit = peak && stats.at(-1);
  return stats.map(({ name, seconds, work, error }) => ({
    name,
    value: valueIn(unit, seconds * work, work),
    ratio: base.seconds / seconds,
    ...(limit && { share: limit.seconds / seconds }),
    error,
  }));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]];
  return ((low as number) + (high as number)) / 2;
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

import { describe, expect, it } from "vitest";
import { type Bench, measure } from "./bench.ts";

const effort = { warmUp: 0.01, time: 0.1 };

function waiting(unit: Bench["unit"], work: number): Bench {
  const cases = { long: wait(2), short: wait(1) };
  return { title: "waiting", unit, work, baseline: "long", cases };
}

/** Busy for that many milliseconds. */
function wait(milliseconds: number): () => void {
  return () => {
    const end = performance.now() + milliseconds;
    while (performance.now() < end);
  };
}

describe("measure", () => {
  // A wait never ends early; half as much again allows for a busy machine.
  it.each([
    ["µs", 1, 1000, 1500],
    ["ns/element", 1000, 1000, 1500],
    ["GFLOP/s", 3e6, 2, 3],
  ] as const)("reports %s", (unit, work, least, most) => {
    const short = measure(waiting(unit, work), effort).find(({ name }) => name === "short");
    expect(short?.value).toBeGreaterThanOrEqual(least);
    expect(short?.value).toBeLessThanOrEqual(most);
  });

  it("compares with the baseline", () => {
    const [long, short] = measure(waiting("µs", 1), effort);
    expect(long?.ratio).toBe(1);
    expect(short?.ratio).toBeGreaterThan(1.4);
    expect(short?.ratio).toBeLessThan(2.8);
  });

  it("passes on what a case throws, and refuses an unknown baseline", () => {
    const bench = waiting("µs", 1);
    let runs = 0;
    const failing = () => {
      if (runs++ > 10) throw new Error("broken");
    };
    const quick = { warmUp: 1e-9, time: 0.01 };
    expect(() => measure({ ...bench, cases: { long: failing } }, quick)).toThrow("broken");
    expect(() => measure({ ...bench, baseline: "none" }, quick)).toThrow(
      "bench: expected a baseline among long, short, got none",
    );
  });
});

import { describe, expect, it } from "vitest";
import { type Bench, measure, valueIn } from "./bench.ts";

const quick = { warmUp: 1e-9, time: 0.01 };

/** A bench whose cases count how often they run. */
function counting(): { bench: Bench; runs: Record<"a" | "b", number> } {
  const runs = { a: 0, b: 0 };
  const cases = {
    a: () => {
      runs.a++;
    },
    b: () => {
      runs.b++;
    },
  };
  return { bench: { title: "counting", unit: "µs", work: 1, baseline: "b", cases }, runs };
}

describe("valueIn", () => {
  it.each([
    ["µs", 1, 0.002, 2000],
    ["ns/element", 1000, 0.002, 2000],
    ["GFLOP/s", 3e6, 0.002, 1.5],
  ] as const)("is %s for work %d in %d s: %d", (unit, work, seconds, value) => {
    expect(valueIn(unit, seconds, work)).toBeCloseTo(value, 9);
  });
});

describe("measure", () => {
  it("runs every case and compares it with the baseline", () => {
    const { bench, runs } = counting();
    const [a, b] = measure(bench, quick);
    expect([a?.name, b?.name]).toEqual(["a", "b"]);
    expect(b?.ratio).toBe(1);
    expect(b).not.toHaveProperty("share");
    expect(a?.ratio).toBeCloseTo((b?.value ?? 0) / (a?.value ?? 1), 9);
    expect(runs.a).toBeGreaterThan(1);
    expect(runs.b).toBeGreaterThan(1);
  });

  it("measures the peak with the cases, and gives each as a share of it", () => {
    const { bench, runs } = counting();
    const [a, , peak] = measure({ ...bench, peak: { run: () => runs.a++, work: 4 } }, quick);
    expect(peak?.name).toBe("peak");
    expect(peak?.share).toBe(1);
    // Shares are of work per time: that of one unit of work in µs is the inverse of a speed.
    expect(a?.share).toBeCloseTo((peak?.value ?? 0) / (a?.value ?? 1), 9);
  });

  it("passes on what a case throws, and refuses an unknown baseline", () => {
    const { bench } = counting();
    let runs = 0;
    const failing = () => {
      if (runs++ > 10) throw new Error("broken");
    };
    expect(() => measure({ ...bench, cases: { b: failing } }, quick)).toThrow("broken");
    expect(() => measure({ ...bench, baseline: "none" }, quick)).toThrow(
      "bench: expected a baseline among a, b, got none",
    );
  });
});

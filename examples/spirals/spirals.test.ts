import { createRng } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { drawPlane } from "./plane.ts";
import { spirals } from "./spirals.ts";

describe("spirals", () => {
  it("turns one arm into the other by half a turn", () => {
    const { points, arms } = spirals(createRng(1), 200, 0);
    const angleAt = ([x, y]: readonly [number, number], arm: number): number =>
      Math.atan2(y, x) - Math.PI * (3 * Math.hypot(x, y) + arm);
    for (const [i, point] of points.entries()) {
      // A multiple of whole turns is left, to float32's 24 bits.
      const turns = angleAt(point, arms[i]![0]) / (2 * Math.PI);
      expect(Math.abs(turns - Math.round(turns))).toBeLessThan(1e-6);
    }
    expect(arms.filter(([arm]) => arm === 1)).toHaveLength(100);
  });

  it("moves points by no more than half the noise", () => {
    const [still, noisy] = [0, 0.2].map((noise) => spirals(createRng(1), 100, noise).points);
    for (const [i, [x, y]] of noisy!.entries()) {
      expect(Math.abs(x - still![i]![0])).toBeLessThanOrEqual(0.1 + 1e-7);
      expect(Math.abs(y - still![i]![1])).toBeLessThanOrEqual(0.1 + 1e-7);
    }
  });
});

describe("drawPlane", () => {
  it("shades answers and puts points where they are", () => {
    const text = drawPlane((points) => points.map(([x]) => (x > 0 ? 1 : 0)), {
      points: [
        [-1, 1],
        [1, -1],
        [9, 9],
      ],
      arms: [[0], [1], [1]],
    });
    const lines = text.split("\n");
    expect(lines).toHaveLength(28);
    expect(lines.every((line) => line.length === 64)).toBe(true);
    expect(lines[13]).toBe(" ".repeat(32) + "▓".repeat(32));
    expect(lines[1]).toMatch(/^ {4}o {27}▓+$/); // x = −1 of ±1.15: column ⌊0.065·64⌋ = 4
    expect(text.match(/x/g)).toHaveLength(1);
  });
});

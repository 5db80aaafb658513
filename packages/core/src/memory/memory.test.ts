import { describe, expect, it } from "vitest";
import { kernelSet } from "../kernels/current.ts";
import { Arena, createArena, segmentOf } from "./arena.ts";
import { Segment } from "./segment.ts";

const set = kernelSet("js");

describe("segment", () => {
  it("hands out aligned ranges that do not overlap, and never index 0", () => {
    const segment = new Segment(set, 1000);
    const starts = [1, 16, 17, 0].map((length) => segment.allocate(length) as number);
    expect(starts).toEqual([16, 32, 48, 80]);
    expect(segment.allocate(1)).toBe(96);
  });

  it("reuses what was released, and gives it out as zeros", () => {
    const segment = new Segment(set, 1000);
    const [a, b, c] = [100, 100, 100].map((length) => segment.allocate(length) as number);
    segment.heap.fill(7, a, c! + 100);
    segment.release(a!, 100);
    segment.release(b!, 100);
    expect(segment.allocate(224)).toBe(a);
    expect(segment.heap.subarray(a, a! + 224).every((value) => value === 0)).toBe(true);
    expect(segment.heap[c!]).toBe(7);
  });

  it("joins free ranges in whatever order they come back", () => {
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [0, 2, 1],
      [1, 0, 2],
    ]) {
      const segment = new Segment(set, 1000);
      const whole = segment.largestFree;
      const starts = [16, 32, 48].map(
        (length) => [segment.allocate(length) as number, length] as const,
      );
      for (const index of order) segment.release(...starts[index]!);
      expect(segment.largestFree).toBe(whole);
    }
  });

  it("refuses what does not fit", () => {
    const segment = new Segment(set, 1000);
    expect(segment.allocate(segment.largestFree + 1)).toBeUndefined();
  });
});

describe("arena", () => {
  it("keeps its tensors in one segment, contiguous and zero", () => {
    const arena = createArena();
    const [a, b] = [arena.tensor([3, 5]), arena.tensor([2])];
    expect(segmentOf(a.data)).toBe(arena.segment);
    expect(segmentOf(b.data)).toBe(arena.segment);
    expect(a.stride).toEqual([5, 1]);
    expect(a.data).toHaveLength(15);
    a.data.fill(1);
    expect(Array.from(b.data)).toEqual([0, 0]);
  });

  it("says how much was wanted when the segment is full", () => {
    const segment = new Segment(set, 1000);
    const arena = new Arena(segment);
    const free = segment.largestFree;
    expect(() => arena.tensor([2 * free])).toThrow(
      /^memory: expected \d+\.\d MiB free in one piece, got \d+\.\d MiB/,
    );
    expect(arena.tensor([10]).size).toBe(10);
  });

  it("leaves room at the end that kernels may read beyond an operand", () => {
    const segment = new Segment(set, 1000);
    const length = segment.largestFree;
    const start = segment.allocate(length) as number;
    expect(segment.heap.length - (start + length)).toBeGreaterThanOrEqual(32);
  });
});

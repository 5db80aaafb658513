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

  it("refuses what is no length, and moves nothing", () => {
    const arena = createArena();
    const start = arena.allocate(16);
    for (const length of [-32, Number.NaN, 1.5, Number.POSITIVE_INFINITY]) {
      expect(() => arena.allocate(length)).toThrow(
        `arena: length: expected a whole number, 0 or more, got ${length}`,
      );
      expect(() => createArena(length)).toThrow("createArena: elements: expected");
    }
    expect(arena.allocate(1000)).toBeGreaterThanOrEqual(start + 16);
  });

  it("shows what it holds, and nothing else", () => {
    const [arena, neighbour] = [createArena(), createArena()];
    const start = arena.allocate(32);
    neighbour.allocate(32);
    expect(arena.view(start + 16, [4, 4]).size).toBe(16);
    expect(arena.view(start + 32, [0]).size).toBe(0);
    for (const [from, length] of [
      [0, 4],
      [start - 1, 4],
      [start + 16, 17],
      [neighbour.allocate(1), 1],
      [start + 0.5, 1],
      [Number.NaN, 1],
    ] as const) {
      expect(() => arena.view(from, [length])).toThrow(
        `arena: expected a view of elements that it holds, got ${from} to ${from + length}`,
      );
    }
    expect(() => arena.view(start, [-1])).toThrow("arena: shape: expected extents");
    arena.release();
    expect(() => arena.view(start, [1])).toThrow("arena: expected a view");
  });

  it("never places anything at index 0, which stands for absent", () => {
    expect(createArena().allocate(0)).toBeGreaterThan(0);
  });

  it("takes no more than the first allocation needs", () => {
    const segment = new Segment(set, 1000);
    const whole = segment.largestFree;
    new Arena(segment).tensor([33]);
    expect(whole - segment.largestFree).toBe(48);
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

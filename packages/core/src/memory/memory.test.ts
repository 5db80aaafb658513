import { describe, expect, it } from "vitest";
import { kernelSet } from "../kernels/current.ts";
import { Arena, createArena } from "./arena.ts";
import { Segment } from "./segment.ts";
import { segmentOf } from "./segments.ts";

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

  it("counts what is handed out", () => {
    const segment = new Segment(set, 1000);
    const start = segment.allocate(17) as number;
    segment.allocate(16);
    expect(segment.used).toBe(48);
    segment.release(start, 17);
    expect(segment.used).toBe(16);
  });

  it("has room for what is needed, whatever that is, up to what addresses reach", () => {
    const needed = 2 ** 28 + 1;
    expect(new Segment(set, needed).largestFree).toBeGreaterThanOrEqual(needed);
    expect(() => new Segment(set, 2 ** 30)).toThrow(
      /^memory: expected at most 4096\.0 MiB for one model, got 4096\.\d MiB$/,
    );
  });

  it("refuses what does not fit", () => {
    const segment = new Segment(set, 1000);
    expect(segment.allocate(segment.largestFree + 1)).toBeUndefined();
  });
});

describe("the segments", () => {
  const share = 2 ** 24;
  const filled = (length: number): Arena => {
    const arena = createArena(length);
    arena.allocate(length);
    return arena;
  };
  const segmentsOf = (arenas: readonly Arena[]): number =>
    new Set(arenas.map(({ segment }) => segment)).size;

  it("are shared by small arenas", () => {
    expect(segmentsOf([filled(1000), filled(1000)])).toBe(1);
  });

  it("leave room for the growth of their arenas, whatever comes later", () => {
    const early = filled(16);
    const others = Array.from({ length: 40 }, () => filled(share / 8));
    expect(segmentsOf(others)).toBeGreaterThanOrEqual(5);
    expect(early.allocate(8 * share)).toBeGreaterThan(0);
  });

  it("come one for each large arena", () => {
    const arenas = [filled(10 * share), filled(10 * share), filled(10 * share)];
    expect(segmentsOf(arenas)).toBe(3);
    for (const arena of arenas) expect(arena.allocate(5 * share)).toBeGreaterThan(0);
  });

  it("take arenas again after something was given back", () => {
    const [early, late] = [filled(share), filled(share)];
    expect(segmentsOf([early, late, filled(share)])).toBe(3);
    early.release();
    const again = [filled(share), filled(share)].map(({ segment }) => segment === early.segment);
    expect(again).toContain(true);
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

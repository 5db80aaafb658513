import { createRng } from "@kindling/core";
import { describe, expect, it } from "vitest";
import { type State, startState, step } from "./cart-pole.ts";
import { Memory } from "./memory.ts";

const rest: State = [0, 0, 0, 0];
const transition = (x: number) =>
  ({ state: [x, 0, 0, 0], action: 0, next: rest, failed: false }) as const;

describe("cart and pole", () => {
  it("moves as the equations say", () => {
    // From rest: s = 10/1.1, α = −s/(½·(4/3 − 0.1/1.1)) = −600/41, a = s + 0.05·(600/41)/1.1 = 400/41.
    const { state, failed } = step(rest, 1);
    const expected = [0, 8 / 41, 0, -12 / 41];
    for (const [i, value] of expected.entries()) expect(state[i]).toBeCloseTo(value, 12);
    expect(failed).toBe(false);
  });

  it("is the same on both sides", () => {
    const [right, left] = [step([0.5, -1, 0.1, 2], 1), step([-0.5, 1, -0.1, -2], 0)];
    expect(left.state).toEqual(right.state.map((value) => -value));
  });

  it.each([
    ["the track's end", [2.39, 1, 0, 0], true],
    ["within the track", [2.37, 1, 0, 0], false],
    ["a pole below 12°", [0, 0, -0.2, -0.5], true],
    ["a pole above 12°", [0, 0, -0.19, -0.5], false],
  ] as const)("knows %s", (_, state, failed) => {
    expect(step(state, 1).failed).toBe(failed);
  });

  it("starts near the middle", () => {
    const rng = createRng(1);
    const starts = Array.from({ length: 100 }, () => startState(rng)).flat();
    expect(Math.max(...starts.map(Math.abs))).toBeLessThanOrEqual(0.05);
    expect(new Set(starts).size).toBeGreaterThan(390);
  });
});

describe("memory", () => {
  it("forgets the oldest, and draws from the rest", () => {
    const memory = new Memory(3);
    for (const x of [0, 1, 2, 3]) memory.add(transition(x));
    expect(memory.size).toBe(3);
    const drawn = memory.sample(100, createRng(1)).map(({ state }) => state[0]);
    expect(new Set(drawn)).toEqual(new Set([1, 2, 3]));
  });
});

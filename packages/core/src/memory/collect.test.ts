import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { kernelSet } from "../kernels/current.ts";
import { bindAdd } from "../ops/arithmetic.ts";
import type { Run } from "../ops/run.ts";
import type { Tensor } from "../tensor.ts";
import { Arena, createArena } from "./arena.ts";
import { Segment } from "./segment.ts";
import { segmentFor } from "./segments.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Finalizers run in tasks of their own after a collection. */
async function until(holds: () => boolean): Promise<boolean> {
  for (let i = 0; i < 100 && !holds(); i++) {
    collectGarbage();
    await sleep(5);
  }
  return holds();
}

it("gives the memory of dropped arenas back, and keeps that of a tensor someone holds", async () => {
  const segment = new Segment(kernelSet("js"), 1 << 20);
  const whole = segment.largestFree;
  const make = (value: number): Tensor => {
    const arena = new Arena(segment);
    arena.tensor([1 << 16]);
    const kept = arena.tensor([4]);
    kept.data.fill(value);
    return kept;
  };

  let held: Tensor | undefined = make(7).transpose(0);
  for (let i = 0; i < 10; i++) make(8);
  expect(await until(() => segment.largestFree > whole - 2 * (1 << 17))).toBe(true);

  const others = Array.from({ length: 20 }, () => make(9));
  expect(Array.from(held.data)).toEqual([7, 7, 7, 7]);
  expect(others.every((tensor) => tensor.data !== held?.data)).toBe(true);

  held = undefined;
  others.length = 0;
  expect(await until(() => segment.largestFree === whole)).toBe(true);
});

it("keeps the operands of a bound operation for as long as someone holds the Run", async () => {
  const segment = segmentFor();
  const whole = segment.largestFree;
  const length = 1 << 16;
  const bind = (): Run => {
    const arena = createArena();
    const out = arena.tensor([length]);
    return bindAdd({ out, a: arena.tensor([length]), b: out });
  };
  let run: Run | undefined = bind();
  const kept = whole - segment.largestFree;
  for (let i = 0; i < 4; i++) bind();
  expect(await until(() => segment.largestFree === whole - kept)).toBe(true);
  run();
  collectGarbage();
  await sleep(20);
  expect(segment.largestFree).toBe(whole - kept);
  run();

  run = undefined;
  expect(await until(() => segment.largestFree === whole)).toBe(true);
});

it("collects segments whose arenas are all dropped, in a loop that never gives way", () => {
  const external = (): number => process.memoryUsage().external;
  const [before, length, gibibyte] = [external(), 2 ** 24, 2 ** 30];
  // One segment each, reserved and never written.
  for (let i = 0; i < 24; i++) createArena(length).allocate(length);
  collectGarbage();
  expect(external() - before).toBeLessThan(4 * gibibyte);
});

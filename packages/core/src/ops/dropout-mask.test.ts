import { describe, expect, it } from "vitest";
import { createArena } from "../memory/arena.ts";
import { createRng } from "../random/rng.ts";
import { zeros } from "../tensor.ts";
import { bindDropoutMask } from "./dropout-mask.ts";

const N = 2 ** 17;
const rng = createRng(3).at("dropout_1");

function mask(rate: number, step: number): Float32Array {
  const out = zeros([N]);
  bindDropoutMask({ out, rate, rng, clock: { step } })();
  return out.data;
}

describe("dropoutMask", () => {
  it("is 0 with probability rate and 1/(1 − rate) otherwise", () => {
    const drawn = mask(0.2, 0);
    expect(new Set(drawn)).toEqual(new Set([0, Math.fround(1.25)]));
    const zeroed = drawn.reduce((count, x) => count + (x === 0 ? 1 : 0), 0);
    const standardError = Math.sqrt((0.2 * 0.8) / N); // of a binomial proportion
    expect(Math.abs(zeroed / N - 0.2)).toBeLessThan(4 * standardError);
  });

  it("reads the clock at each run and repeats itself at the same step", () => {
    const out = zeros([N]);
    const clock = { step: 5 };
    const run = bindDropoutMask({ out, rate: 0.5, rng, clock });
    run();
    const atFive = out.data.slice();
    expect(atFive).toEqual(mask(0.5, 5));
    clock.step = 6;
    run();
    const agreeing = out.data.reduce((count, x, i) => count + (x === atFive[i] ? 1 : 0), 0);
    // Independent masks agree in half of their elements, with variance ¼ each.
    expect(Math.abs(agreeing / N - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / N));
    clock.step = 5;
    run();
    expect(out.data).toEqual(atFive);
  });

  it("keeps all at rate 0 and does not move the stream", () => {
    const before = rng.stream;
    expect(mask(0, 1).every((x) => x === 1)).toBe(true);
    expect(rng.stream).toEqual(before);
  });

  it("allocates nothing when it runs", () => {
    const run = bindDropoutMask({
      out: createArena().tensor([64]),
      rate: 0.5,
      rng,
      clock: { step: 0 },
    });
    for (let i = 0; i < 1e4; i++) run();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 1e5; i++) run();
    // One object per run would take 1.2 MB or more; what the engine itself needs stays below.
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(5e5);
  });

  it.each([-0.1, 1, Number.NaN])("refuses rate %f", (rate) => {
    expect(() => bindDropoutMask({ out: zeros([2]), rate, rng, clock: { step: 0 } })).toThrow(
      `dropoutMask: rate: expected a number in [0, 1), got ${rate}`,
    );
  });
});

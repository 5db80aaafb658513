import { describe, expect, it } from "vitest";
import { digits } from "../digits.mjs";
import { digitsOf, pointsOf } from "./data.ts";
import { LESSONS } from "./lessons.ts";
import { batchOf, Trained } from "./nets.ts";
import { guessOf, type NetSetup } from "./state.ts";

const STEPS = 600;

/** Trains the nets of a lesson, or one of them with the doctor's first remedy. */
function lesson(title: string, cured?: number) {
  const { setup } = LESSONS.find((each) => each.title === title)!;
  const points = setup.data === "digits" ? digitsOf(digits()) : pointsOf(setup.data, setup.seed);
  const build = (net: NetSetup) => new Trained(setup, net, points);
  const cureOf = (net: NetSetup): NetSetup => ({
    ...net,
    cures: [build(net).advice[0]!.finding],
  });
  const nets = cured === undefined ? setup.nets.map(build) : [build(cureOf(setup.nets[cured]!))];
  const [starts, looks] = [nets.map((net) => net.measure()!), nets.map((net) => net.layers())];
  for (let step = 0; step < STEPS; step++) {
    const batch = batchOf(points, setup, step);
    for (const net of nets) net.train(batch);
  }
  return {
    guess: guessOf(setup.data),
    starts,
    looks,
    ends: nets.map((net) => net.measure()),
    accuracies: nets.map(({ figures }) => figures.accuracy),
    looksAfter: nets.map((net) => net.layers()),
  };
}

describe("a lesson shows what it says", () => {
  it("Four starts", () => {
    const { guess, starts, ends } = lesson("Four starts");
    const [zeros, tooLarge, glorot, he] = ends as number[];
    expect(zeros).toBeGreaterThan(guess - 1e-6);
    expect(starts[1]).toBeGreaterThan(10 * guess);
    expect(he).toBeLessThan(tooLarge!);
    expect(he).toBeLessThan(glorot! / 10);
  });

  it("Zeros and constants", () => {
    const { guess, ends, looksAfter } = lesson("Zeros and constants");
    for (const layers of looksAfter.slice(0, 2)) {
      const twins = layers[0]!.units.filter((kind) => kind === "twin");
      expect(twins).toHaveLength(7);
    }
    expect(ends[0]).toBeGreaterThan(guess - 1e-6);
    expect(ends[1]).toBeLessThan(guess);
    expect(ends[2]).toBeLessThan(ends[1]! / 2);
    expect(lesson("Zeros and constants", 0).ends[0]).toBeLessThan(ends[1]! / 2);
  });

  it("Too small", () => {
    const { guess, ends, looks } = lesson("Too small");
    const hidden = looks[0]!.slice(0, -1);
    // σ·√(fanIn/2) is 0.028 with 16 units.
    for (const [i, { rms, gradient }] of hidden.slice(1).entries()) {
      expect(rms).toBeLessThan(hidden[i]!.rms / 10);
      expect(hidden[i]!.gradient).toBeLessThan(gradient / 10);
    }
    expect(ends[0]).toBeGreaterThan(guess - 1e-6);
    expect(lesson("Too small", 0).ends[0]).toBeLessThan(0.1);
  });

  it("Too large", () => {
    const { starts, ends, looks, guess } = lesson("Too large");
    const [first, ...rest] = looks[0]!.slice(0, -1);
    // √(fanIn/2) is 4. In a layer of n units the logarithm of that factor has a deviation of √(5/n)/2
    // about, as relu(z)² has 5 times its squared mean as variance: 0.2 for 32, 0.09 for the mean of five.
    const factor = (rest.at(-1)!.rms / first!.rms) ** (1 / rest.length);
    expect(Math.abs(Math.log(factor / 4))).toBeLessThan(4 * 0.09);
    expect(starts[0]).toBeGreaterThan(100 * guess);
    expect(ends[0]).toBeNull();
    expect(lesson("Too large", 0).ends[0]).toBeLessThan(0.1);
  });

  it("He or Glorot", () => {
    const { looks } = lesson("He or Glorot");
    const [pytorch, glorot, he] = looks.map((layers) => layers.at(-2)!.rms);
    // The same uniform numbers, scaled, and a relu keeps a scale: in seven layers from 16 to 16 units the
    // variances are 1/48, 1/16 and 1/8; in the first, from 2 to 16, they are 1/6, 1/9 and 1.
    expect(glorot! / pytorch!).toBeCloseTo(Math.sqrt(3 ** 7 * (6 / 9)), 3);
    expect(he! / glorot!).toBeCloseTo(Math.sqrt(2 ** 7 * 9), 3);
  });

  it("Saturated", () => {
    const { looks } = lesson("Saturated");
    for (const { activations } of looks[0]!.slice(2, -1)) {
      const { counts, min, max } = activations;
      const all = counts.reduce((sum, count) => sum + count);
      expect([Math.round(min), Math.round(max)]).toEqual([-1, 1]);
      expect(counts[0]! + counts.at(-1)!).toBeGreaterThan(all / 2);
    }
    expect(looks[0]![0]!.gradient).toBeGreaterThan(10);
  });

  it("Deep sigmoid", () => {
    const { guess, ends } = lesson("Deep sigmoid");
    for (const [i, end] of ends.entries()) {
      expect(end).toBeGreaterThan(0.99 * guess);
      expect(lesson("Deep sigmoid", i).ends[0]).toBeLessThan(0.1);
    }
  });

  it("Digits", () => {
    const { accuracies } = lesson("Digits");
    expect(Math.max(...accuracies.slice(0, 3))).toBeLessThan(0.2);
    expect(accuracies[3]).toBe(1);
    for (const net of [0, 1, 2]) expect(lesson("Digits", net).accuracies).toEqual([1]);
  });
});

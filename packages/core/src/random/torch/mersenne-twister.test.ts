import { expect, it } from "vitest";
import { MersenneTwister } from "./mersenne-twister.ts";

it("gives the 10 000th word that the C++ standard states for std::mt19937", () => {
  const twister = new MersenneTwister(5489);
  for (let i = 1; i < 10_000; i++) twister.uint32();
  expect(twister.uint32()).toBe(4123659995);
});

it("takes seeds modulo 2³²", () => {
  const words = (seed: number): number[] => {
    const twister = new MersenneTwister(seed);
    return Array.from({ length: 1300 }, () => twister.uint32());
  };
  expect(words(-1)).toEqual(words(2 ** 32 - 1));
  expect(words(1)).not.toEqual(words(2));
});

import { createRng, type Rng, zeros } from "@kindling/core";
import { type Picture, SHOWN, SIDE } from "./protocol.ts";
import type { DataName } from "./state.ts";

/** What all nets of the page learn from. */
export interface Points {
  readonly picture: Picture;
  readonly features: number;
  readonly classes: number;
  readonly x: Float32Array;
  /** Class numbers. */
  readonly y: Uint8Array;
}

const COUNT = 400;

type PlaneName = Exclude<DataName, "digits">;

/** Points of the plane, within about ±1, in two classes. */
export function pointsOf(name: PlaneName, seed: number): Points {
  const rng = createRng(seed).at(name);
  const x = new Float32Array(2 * COUNT);
  const y = Uint8Array.from({ length: COUNT }, (_, i) => i % 2);
  const [u, v] = ["u", "v"].map((path) => rng.at(path).uniform(zeros([COUNT])).data) as [
    Float32Array,
    Float32Array,
  ];
  const noise = noiseOf(rng);
  for (let i = 0; i < COUNT; i++) {
    const [a, b] = PLACES[name](y[i]!, u[i]!, v[i]!);
    x[2 * i] = a + noise[2 * i]!;
    x[2 * i + 1] = b + noise[2 * i + 1]!;
  }
  return { picture: { kind: "points", x, y }, features: 2, classes: 2, x, y };
}

function noiseOf(rng: Rng): Float32Array {
  return rng.at("noise").normal(zeros([COUNT, 2]), 0, 0.04).data;
}

/** Where a point of a class lies, by two numbers in [0, 1). */
const PLACES: Readonly<
  Record<PlaneName, (kind: number, u: number, v: number) => readonly [number, number]>
> = {
  circles: (kind, u, v) => polar(kind === 0 ? 0.4 * Math.sqrt(u) : 0.7 + 0.25 * u, v),
  xor: (kind, u, v) => {
    const [a, b] = [0.1 + 0.85 * u, 0.1 + 0.85 * ((2 * v) % 1)];
    const side = v < 0.5 ? 1 : -1;
    return [side * a, (kind === 0 ? side : -side) * b];
  },
  gaussians: (kind, u, v) => {
    const [a, b] = polar(0.22 * Math.sqrt(-2 * Math.log(1 - u)), v);
    const centre = kind === 0 ? -0.45 : 0.45;
    return [centre + a, centre + b];
  },
  spiral: (kind, u) => polar(0.06 + 0.9 * u, 1.25 * u + kind / 2),
};

function polar(radius: number, turns: number): readonly [number, number] {
  return [radius * Math.cos(2 * Math.PI * turns), radius * Math.sin(2 * Math.PI * turns)];
}

/** Digits from the file of `digits.mjs`: a label, then 14×14 pixels from 0 to 15, one after another. */
export function digitsOf(bytes: Uint8Array): Points {
  const length = 1 + SIDE * SIDE;
  const count = Math.floor(bytes.length / length);
  const x = new Float32Array(count * SIDE * SIDE);
  const y = new Uint8Array(count);
  const shown = new Float32Array(SHOWN * SIDE * SIDE);
  for (let i = 0; i < count; i++) {
    y[i] = bytes[i * length]!;
    for (let j = 0; j < SIDE * SIDE; j++) {
      const ink = bytes[i * length + 1 + j]! / 15;
      // Mean 0.13 and deviation 0.31, as pixels of handwriting have.
      x[i * SIDE * SIDE + j] = (ink - 0.13) / 0.31;
      if (i < SHOWN) shown[i * SIDE * SIDE + j] = ink;
    }
  }
  const picture: Picture = { kind: "digits", x: shown, y: y.slice(0, SHOWN) };
  return { picture, features: SIDE * SIDE, classes: 10, x, y };
}

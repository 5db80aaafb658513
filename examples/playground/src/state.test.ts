import { describe, expect, it } from "vitest";
import { LESSONS } from "./lessons.ts";
import { DEFAULT, fromHash, MOST, netsOf, type Setup, toHash } from "./state.ts";

const OWN: Setup = {
  data: "digits",
  layers: [64, 1, 8],
  activation: "selu",
  optimizer: "momentum",
  learningRate: 1e-7,
  batchSize: 256,
  seed: 0,
  nets: [{ initializer: "zeros", cures: ["symmetricUnits", "initialLoss"] }, ...netsOf("heNormal")],
};

describe("the address of a setup", () => {
  it.each([OWN, ...LESSONS.map(({ setup }) => setup)])("is read as it is written %#", (setup) => {
    expect(fromHash(`#${toHash(setup)}`)).toEqual({ setup, notes: [] });
    expect(fromHash(encodeURI(toHash(setup)))).toEqual({ setup, notes: [] });
  });

  it("may leave out anything", () => {
    expect(fromHash("")).toEqual({ setup: DEFAULT, notes: [] });
    expect(fromHash("#&&")).toEqual({ setup: DEFAULT, notes: [] });
    expect(fromHash("#seed=0")).toEqual({ setup: { ...DEFAULT, seed: 0 }, notes: [] });
  });

  it.each([
    ["data=", 'data: expected one of circles, xor, gaussians, spiral, digits, got ""'],
    ["data=constructor", "data: "],
    ["layers=", "layers: expected 1 to 8 numbers of units up to 64, as 16-16"],
    ["layers=8-0", "layers: "],
    ["layers=65", "layers: "],
    [`layers=${"8-".repeat(MOST.layers)}8`, "layers: "],
    ["activation=relu6", "activation: "],
    ["rate=0", "rate: expected a number above 0, up to 100"],
    ["rate=-1", "rate: "],
    ["rate=NaN", "rate: "],
    ["rate=Infinity", "rate: "],
    ["rate=1e9", "rate: "],
    ["batch=1.5", "batch: expected a whole number from 1 to 256"],
    ["batch=257", "batch: "],
    ["seed=-1", "seed: "],
    ["seed=1e3", "seed: "],
    ["seed=", "seed: "],
    ["nets=", "nets: expected 1 to 4 initializers, as zeros.heNormal"],
    ["nets=heNormal.mine", "nets: "],
    ["nets=zeros.zeros.zeros.zeros.zeros", "nets: "],
    ["nets=zeros+<b>", "nets: "],
    [`nets=zeros${"+a".repeat(MOST.cures + 1)}`, "nets: "],
    ["%E0%A4%A", 'expected data, layers, activation, optimizer, rate, batch, seed, nets, got "%E0'],
    ["__proto__=1", 'got "__proto__"'],
    ["seed", "seed: "],
  ])("is as by default where it says %s", (hash, note) => {
    const { setup, notes } = fromHash(hash);
    expect(setup).toEqual(DEFAULT);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain(note);
  });

  it("is told in brief where it is long", () => {
    const hash = `data=${"x".repeat(1e6)}&nets=${"zeros.".repeat(1e5)}&${"y".repeat(1e6)}=1`;
    const { setup, notes } = fromHash(hash);
    expect(setup).toEqual(DEFAULT);
    expect(notes).toHaveLength(3);
    for (const note of notes) expect(note.length).toBeLessThan(200);
  });

  it("keeps what it says rightly", () => {
    const { setup, notes } = fromHash("data=xor&seed=x&rate=0.5");
    expect(setup).toEqual({ ...DEFAULT, data: "xor", learningRate: 0.5 });
    expect(notes).toEqual(['seed: expected a whole number from 0 to 9999, got "x"']);
  });
});

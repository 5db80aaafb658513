import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** A mistake that a test must notice. */
interface Mutation {
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

const root = fileURLToPath(new URL("../../..", import.meta.url));
const script = fileURLToPath(new URL("mutate.mjs", import.meta.url));

/** The source of that name, an initializer's or another's, with `.ts` or `.test.ts`. */
function fileOf(name: string, end: string): string {
  const own = `packages/init/src/initializers/${name}${end}`;
  return existsSync(root + own) ? own : `packages/init/src/${name}${end}`;
}

/** By the test that must fail: what is wrong in which file. */
const MUTATIONS: readonly [test: string, mistake: string, file: string, from: string, to: string][] = [
  // The samples themselves, against their laws.
  ["builtins", "a normal 1 % too wide", "draw", "rng.normal(out, law.mean, law.std)", "rng.normal(out, law.mean, 1.01 * law.std)"],
  ["builtins", "a normal 1 % too narrow", "draw", "rng.normal(out, law.mean, law.std)", "rng.normal(out, law.mean, 0.99 * law.std)"],
  ["builtins", "a uniform 1 % too wide", "draw", "law.low, law.high", "1.01 * law.low, 1.01 * law.high"],
  ["builtins", "a uniform off by 2 % of its mean", "draw", "law.low, law.high", "law.low + 0.02 * law.high, law.high"],
  ["builtins", "a truncated normal 1 % too narrow", "draw", "law.mean, law.std, law.low", "law.mean, 0.99 * law.std, law.low"],
  ["builtins", "another cut", "draw", "law.std, law.low, law.high", "law.std, 1.1 * law.low, 1.1 * law.high"],
  ["builtins", "no cut", "draw", "rng.truncatedNormal(out, law.mean, law.std, law.low, law.high)", "rng.normal(out, law.mean, law.std)"],
  ["builtins", "a normal instead of a uniform", "draw", "rng.uniform(out, law.low, law.high)", "rng.normal(out, 0, law.high / Math.sqrt(3))"],
  ["rademacher", "signs that are not fair", "draw", "rng.bernoulli(zeros(out.shape), 0.5)", "rng.bernoulli(zeros(out.shape), 0.51)"],

  // Scales, fans and gains.
  ["variance-scaling", "no correction of the cut", "law-of-std", "std / stdWithinTwoSigma", "std"],
  ["lecun-normal", "no correction of the cut", "law-of-std", "std / stdWithinTwoSigma", "std"],
  ["variance-scaling", "a uniform of another variance", "law-of-std", "Math.sqrt(3) * std", "std"],
  ["variance-scaling", "a scale that is not squared", "variance-scaling", "Math.sqrt(scale / fanOf(mode, fans))", "scale / fanOf(mode, fans)"],
  ["variance-scaling", "swapped fans", "fan-mode", "return fans.fanIn;", "return fans.fanOut;"],
  ["variance-scaling", "a sum instead of a mean", "fan-mode", "(fans.fanIn + fans.fanOut) / 2", "fans.fanIn + fans.fanOut"],
  ["he-normal", "swapped fans", "fan-mode", "return fans.fanIn;", "return fans.fanOut;"],
  ["he-normal", "a scale 1 % off", "he-normal", "lawOfStd(family, factor", "lawOfStd(family, 1.01 * factor"],
  ["he-normal", "a squared gain", "he-gain", "Math.sqrt(2 / (1 + a * a))", "2 / (1 + a * a)"],
  ["he-normal", "a slope that is not squared", "he-gain", "1 + a * a", "1 + 2 * a"],
  ["he-uniform", "a squared gain", "he-gain", "Math.sqrt(2 / (1 + a * a))", "2 / (1 + a * a)"],
  ["he-uniform", "the law of LeCun", "he-gain", "Math.sqrt(2 /", "Math.sqrt(1 /"],
  ["glorot-normal", "one fan instead of both", "glorot-normal", "Math.sqrt(fanIn + fanOut)", "Math.sqrt(2 * fanIn)"],
  ["glorot-normal", "a squared gain", "glorot-normal", "gain * Math.sqrt(2)", "gain * gain * Math.sqrt(2)"],
  ["glorot-uniform", "the bound of a normal", "glorot-uniform", "Math.sqrt(6)", "Math.sqrt(2)"],
  ["glorot-uniform", "a squared gain", "glorot-uniform", "gain * Math.sqrt(6)", "gain * gain * Math.sqrt(6)"],
  ["lecun-uniform", "the bound of He", "lecun-uniform", "Math.sqrt(3)", "Math.sqrt(6)"],
  ["fan-in-uniform", "a variance of 1/fanIn", "fan-in-uniform", "1 / Math.sqrt(fanIn)", "Math.sqrt(3 / fanIn)"],
  ["siren", "no frequency", "siren", "Math.sqrt(6 / fanIn) / omega", "Math.sqrt(6 / fanIn)"],
  ["mu-p", "an output that shrinks like the others", "mu-p", "Math.sqrt(baseFanIn / fanIn)", "1"],
  ["rademacher", "fanIn without its root", "rademacher", "gain / Math.sqrt(fanOf(mode, fans))", "gain / fanOf(mode, fans)"],
  ["truncated-normal", "a spread that is not corrected", "truncated-normal", "std / Math.sqrt(variance(cut(1)))", "std"],
  ["truncated-normal", "absolute bounds around 0", "truncated-normal", "(low - mean) / sigma", "low / sigma"],
  ["auto", "a gain without its root", "gain", "1 / Math.sqrt(square)", "1 / square"],
  ["auto", "the slope for the value", "gain", 'direction === "forward" ? curve', 'direction !== "forward" ? curve'],
  ["gain", "tails that are cut", "normal-expectation", "const FARTHEST = 12", "const FARTHEST = 3"],

  // Fans of shapes.
  ["fans", "swapped fans", "fans", "return grouped(taps * before, taps * last, options)", "return grouped(taps * last, taps * before, options)"],
  ["fans", "depthwise as Keras counts", "fans", "{ fanIn: taps, fanOut: taps * last }", "{ fanIn: taps * before, fanOut: taps * last }"],
  ["fans", "all gates as one", "fans", "fanOut: last / count };", "fanOut: last };"],
  ["fans", "all taps for every output", "fans", "/ sizeOf(checkShape(strides, \"fans: strides\"))", "/ 1"],
  ["dialect", "packed gates in Keras", "dialects/keras", "fans(shape) : undefined", "undefined : undefined"],
  ["dialect", "fanIn of a transposed convolution in PyTorch", "dialects/torch", "{ fanIn: fanOut, fanOut }", "undefined"],
  ["dialect", "kernels as they lie", "dialects/torch", "return out.transpose(", "if (rank > 0) return out;\n  return out.transpose("],

  // Those that write the values.
  ["orthogonal", "a squared gain", "orthogonal", "*= gain", "*= gain * gain"],
  ["orthogonal", "rows for columns", "orthogonal-matrix", "rows < columns ? transpose(q) : q", "q"],
  ["identity", "no shift", "identity", "((i + shift) %", "(i %"],
  ["dirac", "the tap behind the middle", "centre-tap", "(extent - 1) >> 1", "extent >> 1"],
  ["sparse", "zeros rounded down", "sparse", "Math.ceil(sparsity", "Math.floor(sparsity"],
  ["zer-o", "no signs", "zer-o", "? -c : c", "? c : c"],
  ["forget-bias", "the input gate", "forget-bias", "units, 2 * units", "0, units"],
  ["gates", "every gate at the place of the first", "gates", "g * width", "0 * width"],
  ["sinusoidal", "no phase", "sinusoidal", "(j * m + n)", "(j * m)"],
  ["delta-orthogonal", "a squared gain", "delta-orthogonal", "gain * q", "gain * gain * q"],
]; // biome-ignore format: one mistake a line

describe("a mistake makes a test fail", () => {
  const named = MUTATIONS.map(([test, mistake, file, from, to]) => ({
    mistake,
    test: fileOf(test, ".test.ts"),
    mutation: { file: fileOf(file, ".ts"), from, to },
  }));
  it.each(named)("$mistake in $mutation.file", ({ test, mutation }) => {
    expect(readFileSync(root + mutation.file, "utf8")).toContain(mutation.from);
    const { failed, broken } = run(mutation, [test]);
    expect(broken).toBe(0);
    expect(failed).toBeGreaterThan(0);
  });

  it("and without one all pass", () => {
    const tests = [...new Set(named.map(({ test }) => test))];
    const { failed, broken, passed } = run({}, tests);
    expect({ failed, broken }).toEqual({ failed: 0, broken: 0 });
    expect(passed).toBeGreaterThan(named.length);
  });
});

/** How many tests fail with the mistake in place, and whether anything but a test did. */
function run(mutation: Mutation | object, tests: readonly string[]) {
  const output = execFileSync(process.execPath, [script, JSON.stringify(mutation), ...tests], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  return JSON.parse(output.slice(output.lastIndexOf("{"))) as {
    readonly failed: number;
    readonly passed: number;
    readonly broken: number;
  };
}

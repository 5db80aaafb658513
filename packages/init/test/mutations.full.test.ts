import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { initializers } from "@kindling/init";
import { beforeAll, describe, expect, it } from "vitest";

/** What is wrong, and how it comes to be: in the source that the test stands beside, or in `file`. */
type Mistake = readonly [what: string, from: string, to: string, file?: string];

const SCALE = "a scale 1 % off";
const FANS = "swapped fans";
const GAIN = "a squared gain";
const CUT = "no correction of the cut";

const noCorrection: Mistake = [CUT, "std / stdWithinTwoSigma", "std", "law-of-std"];
const otherFan: Mistake = [FANS, "({ fanIn }) =>", "({ fanOut: fanIn }) =>"];
const otherFans: Mistake = [
  FANS,
  "(mode, fans)",
  "(mode, { fanIn: fans.fanOut, fanOut: fans.fanIn })",
];
const givenGain: Mistake = [
  GAIN,
  "return expectPositive(gain,",
  "return gain * expectPositive(gain,",
  "he-gain",
];
const squaredGain: Mistake = [GAIN, "2 / (1 + a * a)", "(2 / (1 + a * a)) ** 2", "he-gain"];

/** By the test that has to fail. */
const MISTAKES: Readonly<Record<string, readonly Mistake[]>> = {
  // The samples themselves, against their laws.
  builtins: [
    ["a normal 1 % too wide", "law.mean, law.std)", "law.mean, 1.01 * law.std)", "draw"],
    ["a normal 1 % too narrow", "law.mean, law.std)", "law.mean, 0.99 * law.std)", "draw"],
    ["a normal off by 2 % of its std", "out, law.mean, law.std)", "out, law.mean + 0.02 * law.std, law.std)", "draw"],
    ["a uniform 1 % too wide", "out, law.low, law.high", "out, 1.01 * law.low, 1.01 * law.high", "draw"],
    ["a uniform off by 2 % of its bound", "out, law.low, law.high", "out, law.low + 0.02 * law.high, law.high", "draw"],
    ["a truncated normal 1 % too narrow", "law.std, law.low", "0.99 * law.std, law.low", "draw"],
    ["another cut", "law.std, law.low, law.high", "law.std, 1.1 * law.low, 1.1 * law.high", "draw"],
    ["no cut", "rng.truncatedNormal(out, law.mean, law.std, law.low, law.high)", "rng.normal(out, law.mean, law.std)", "draw"],
    ["a normal instead of a uniform", "rng.uniform(out, law.low, law.high)", "rng.normal(out, 0, law.high / Math.sqrt(3))", "draw"],
    ["one sample for all tensors", "draw(law(context), out, context.rng)", 'draw(law(context), out, context.rng.at("w"))', "initializer"],
    ["a constant that is not filled", "out.offset + out.size", "out.offset + out.size - 1", "draw"],
  ],

  // Laws by fans and gains.
  auto: [
    [SCALE, "normal(0, gain(", "normal(0, 1.01 * gain("],
    [FANS, "? context.fanIn : context.fanOut", "? context.fanOut : context.fanIn"],
    [GAIN, "gain(activation, { direction })", "gain(activation, { direction }) ** 2"],
    ["the slope for the value", 'direction === "forward" ? curve', 'direction !== "forward" ? curve', "gain"],
    ["no gain for what is no activation", 'activation = "linear" }', 'activation = "relu" }'],
  ],
  "fan-in-uniform": [
    [SCALE, "1 / Math.sqrt(fanIn)", "1.01 / Math.sqrt(fanIn)"],
    otherFan,
    ["a variance of 1/fanIn", "1 / Math.sqrt(fanIn)", "Math.sqrt(3 / fanIn)"],
  ],
  "glorot-normal": [
    [SCALE, "(gain * Math.sqrt(2))", "(1.01 * gain * Math.sqrt(2))"],
    [FANS, "Math.sqrt(fanIn + fanOut)", "Math.sqrt(2 * fanOut)"],
    ["fanIn alone", "Math.sqrt(fanIn + fanOut)", "Math.sqrt(2 * fanIn)"],
    [GAIN, "gain * Math.sqrt(2)", "gain * gain * Math.sqrt(2)"],
    noCorrection,
    ["no cut", 'truncated ? "truncatedNormal"', 'truncated ? "normal"'],
  ],
  "glorot-uniform": [
    [SCALE, "(gain * Math.sqrt(6))", "(1.01 * gain * Math.sqrt(6))"],
    [FANS, "Math.sqrt(fanIn + fanOut)", "Math.sqrt(2 * fanOut)"],
    ["fanIn alone", "Math.sqrt(fanIn + fanOut)", "Math.sqrt(2 * fanIn)"],
    [GAIN, "gain * Math.sqrt(6)", "gain * gain * Math.sqrt(6)"],
    ["the bound of a normal", "Math.sqrt(6)", "Math.sqrt(2)"],
  ],
  "he-normal": [
    [SCALE, "lawOfStd(family, factor", "lawOfStd(family, 1.01 * factor"],
    otherFans,
    givenGain,
    squaredGain,
    noCorrection,
    ["no cut", 'truncated ? "truncatedNormal"', 'truncated ? "normal"'],
    ["a slope that is not squared", "1 + a * a", "1 + 2 * a", "he-gain"],
    ["the law of LeCun", "2 / (1 + a * a)", "1 / (1 + a * a)", "he-gain"],
  ],
  "he-uniform": [
    [SCALE, 'lawOfStd("uniform", factor', 'lawOfStd("uniform", 1.01 * factor'],
    otherFans,
    givenGain,
    squaredGain,
    ["the law of LeCun", "2 / (1 + a * a)", "1 / (1 + a * a)", "he-gain"],
  ],
  "lecun-normal": [
    [SCALE, "1 / Math.sqrt(fanIn)", "1.01 / Math.sqrt(fanIn)"],
    otherFan,
    noCorrection,
    ["no cut", 'truncated ? "truncatedNormal"', 'truncated ? "normal"'],
  ],
  "lecun-uniform": [
    [SCALE, "Math.sqrt(3) /", "1.01 * Math.sqrt(3) /"],
    otherFan,
    ["the bound of He", "Math.sqrt(3) /", "Math.sqrt(6) /"],
  ],
  "mu-p": [
    [SCALE, "(gain * scale)", "(1.01 * gain * scale)"],
    otherFan,
    [GAIN, "(gain * scale)", "(gain * gain * scale)"],
    ["an output that shrinks like the others", "Math.sqrt(baseFanIn / fanIn)", "1"],
    ["a base without its root", "Math.sqrt(baseFanIn / fanIn)", "baseFanIn / fanIn"],
  ],
  rademacher: [
    [SCALE, "signs(gain /", "signs(1.01 * gain /"],
    otherFans,
    [GAIN, "signs(gain /", "signs(gain * gain /"],
    ["fanIn without its root", "Math.sqrt(fanOf(mode, fans))", "fanOf(mode, fans)"],
    ["signs that are not fair", "rng.bernoulli(zeros(out.shape), 0.5)", "rng.bernoulli(zeros(out.shape), 0.51)", "draw"],
  ],
  siren: [
    [SCALE, "Math.sqrt(6 / fanIn)", "1.01 * Math.sqrt(6 / fanIn)"],
    ["a first layer 1 % off", "first ? 1 /", "first ? 1.01 /"],
    otherFan,
    ["no frequency", "Math.sqrt(6 / fanIn) / omega", "Math.sqrt(6 / fanIn)"],
    ["the first layer like the others", "first ? 1 / fanIn", "first ? Math.sqrt(6 / fanIn) / omega"],
  ],
  "variance-scaling": [
    [SCALE, "Math.sqrt(scale /", "1.01 * Math.sqrt(scale /"],
    otherFans,
    ["a scale that is not a variance", "Math.sqrt(scale / fanOf(mode, fans))", "scale / Math.sqrt(fanOf(mode, fans))"],
    noCorrection,
    ["a sum instead of a mean", "(fans.fanIn + fans.fanOut) / 2", "fans.fanIn + fans.fanOut", "fan-mode"],
    ["a product without its root", "Math.sqrt(fans.fanIn * fans.fanOut)", "fans.fanIn * fans.fanOut", "fan-mode"],
    ["a uniform of another variance", "Math.sqrt(3) * std", "std", "law-of-std"],
    ["a fan of 0", "Math.max(1, expectFan(", "Math.max(0.5, expectFan(", "initializer"],
  ],

  // Laws of a fixed scale.
  constant: [[SCALE, "always(value)", "always(1.01 * value)"]],
  normal: [
    [SCALE, "gaussian(mean, std)", "gaussian(mean, 1.01 * std)"],
    ["a mean 1 % off", "gaussian(mean, std)", "gaussian(1.01 * mean, std)"],
  ],
  ones: [[SCALE, "constant(1)", "constant(1.01)"]],
  "truncated-normal": [
    [SCALE, "(mean, std, low, high) : std;", "(mean, std, low, high) : 1.01 * std;"],
    ["a corrected scale 1 % off", "sigmaOf(mean, std,", "sigmaOf(mean, 1.01 * std,"],
    [CUT, "Math.sqrt(variance(within(mean, 1, low, high)))", "1"],
    ["no correction between absolute bounds", "return middle;", "return std;"],
    ["the correction at ±2σ for any bounds", "Math.sqrt(variance(within(mean, 1, low, high)))", "0.8796256610342398"],
    ["absolute bounds around 0", "within(mean, sigma, (low - mean)", "within(mean, sigma, low"],
    ["bounds in σ around 0", "within(mean, sigma, low, high)", "within(0, sigma, low + mean / sigma, high + mean / sigma)"],
  ],
  uniform: [[SCALE, "between(low, high)", "between(1.01 * low, 1.01 * high)"]],
  zeros: [["another value", "constant(0)", "constant(0.01)"]],

  // Fans, gains, and the sizes that frameworks take.
  fans: [
    [FANS, "grouped(taps * before, taps * last,", "grouped(taps * last, taps * before,"],
    ["swapped fans of channels first", "sizeOf(field) * into, sizeOf(field) * out,", "sizeOf(field) * out, sizeOf(field) * into,"],
    ["one group's outputs for all", "fanOut: outputs / groups", "fanOut: outputs"],
    ["depthwise as Keras counts", "{ fanIn: taps, fanOut: taps * last }", "{ fanIn: taps * before, fanOut: taps * last }"],
    ["all gates as one", "fanOut: last / count };", "fanOut: last };"],
    ["all taps for every output", '/ sizeOf(checkShape(strides, "fans: strides"))', "/ 1"],
    ["swapped fans of transposed kernels", "(taps, taps * last,", "(taps, taps * before,"],
    ["an embedding that sums its words", "{ fanIn: 1, fanOut: last }", "{ fanIn: before, fanOut: last }"],
    ["attention as a convolution", "{ fanIn: taps, fanOut: before * last }", "{ fanIn: taps * before, fanOut: taps * last }"],
    ["the output of attention as a convolution", "fanIn: taps * before, fanOut: last };\n  }\n  throw", "fanIn: taps * before, fanOut: taps * last };\n  }\n  throw"],
  ],
  "neuron-fans": [[FANS, "widths[layer - 1]", "widths[layer + 1]"]],
  gain: [
    [GAIN, "1 / Math.sqrt(square)", "1 / square"],
    ["a slope that is not squared", "1 + a * a", "1 + 2 * a", "he-gain"],
    ["the first moment", "f(z) * f(z)", "Math.abs(f(z))"],
    ["PyTorch's number for tanh", "5 / 3", "1.5925"],
    ["tails that are cut", "const FARTHEST = 12", "const FARTHEST = 3", "normal-expectation"],
    ["no correction of the quadrature", "first + second + change / 15", "first + second", "normal-expectation"],
  ],
  dialect: [
    ["gates apart in Keras", "fans(axes) : undefined", "undefined : undefined", "dialects/keras"],
    ["fanIn of a transposed convolution in PyTorch", "{ fanIn: fanOut, fanOut }", "undefined", "dialects/torch"],
    ["kernels as they lie", "return out.transpose(", "if (rank > 0) return out;\n  return out.transpose(", "dialects/torch"],
    ["gates of a GRU in the other order", "[1, 0, 2].entries()", "[0, 1, 2].entries()", "dialects/torch"],
    ["a transposed kernel as it lies in Flax", "{ fanIn: fanOut, fanOut: fanIn } = fans", "{ fanIn, fanOut } = fans", "dialects/jax"],
  ],

  // Those that write the values.
  bilinear: [[SCALE, "= weight;", "= 1.01 * weight;"]],
  "delta-orthogonal": [
    [SCALE, "gain * q", "1.01 * gain * q"],
    [GAIN, "gain * q", "gain * gain * q"],
    ["the transpose", "q.get(i, j)", "q.get(j, i)"],
  ],
  dirac: [
    [SCALE, "j % width, j, 1)", "j % width, j, 1.01)"],
    ["the tap behind the middle", "(extent - 1) >> 1", "extent >> 1", "centre-tap"],
    ["one group for all", "const width = outputs / groups", "const width = outputs"],
  ],
  "forget-bias": [
    [SCALE, "fill(value,", "fill(1.01 * value,"],
    ["the input gate", "units, 2 * units", "0, units"],
  ],
  gates: [
    ["every gate at the place of the first", "g * width", "0 * width"],
    ["one sample for all gates", ".fill(gate, context)", '.fill(gate, { ...context, rng: context.rng.at("g") })'],
    ["the first initializer for all gates", "list[g % list.length]", "list[0]"],
  ],
  identity: [
    [SCALE, "columns, gain)", "columns, 1.01 * gain)"],
    [GAIN, "columns, gain)", "columns, gain * gain)"],
    ["no shift", "((i + shift) %", "(i %"],
  ],
  orthogonal: [
    [SCALE, "*= gain", "*= 1.01 * gain"],
    [GAIN, "*= gain", "*= gain * gain"],
    ["a matrix that lies", "rows < columns ? transpose(q) : q", "q", "orthogonal-matrix"],
    ["not normal draws", "rng.normal(", "rng.uniform(", "orthogonal-matrix"],
  ],
  rules: [["the last rule that matches", "list.find(", "list.findLast("]],
  sinusoidal: [
    [SCALE, "a = gain *", "a = 1.01 * gain *"],
    [GAIN, "a = gain *", "a = gain * gain *"],
    ["no phase", "(j * m + n)", "(j * m)"],
    ["the variance of LeCun", "2 / ((n + m) * spread)", "1 / (n * spread)"],
  ],
  sparse: [
    [SCALE, "rng.normal(out, 0, std)", "rng.normal(out, 0, 1.01 * std)"],
    ["zeros rounded down", "Math.ceil(sparsity", "Math.floor(sparsity"],
    ["the same rows in every column", "rng.permutation(rows)", 'rng.at("w").permutation(rows)'],
  ],
  values: [["another shape", "expectShape(copy.shape, out.shape, where)", "void where"]],
  "zer-o": [
    [SCALE, "1 / Math.sqrt(order)", "1.01 / Math.sqrt(order)"],
    ["ones 1 % off", "set(i, i, 1)", "set(i, i, 1.01)"],
    ["no signs", "? -c : c", "? c : c"],
  ],
  loaded: [["another shape", "expectShape(copy.shape, out.shape, where)", "void where"]],

  // Those of whole models.
  fixup: [
    ["another root", "2 * m - 2", "2 * m"],
    ["branches that are not nothing", "clear(branch.layers.at(-1))", "void branch"],
    ["branches counted by their layers", "root(branches.length,", "root(m,"],
  ],
  lsuv: [
    [SCALE, "Math.abs(variance - 1)", "Math.abs(variance - 1.01)"],
    ["another tolerance", "tolerance = 0.1,", "tolerance = 0.12,"],
    [GAIN, "1 / Math.sqrt(variance)", "1 / variance"],
    ["the mean square for the variance", "const mean = data", "const mean = 0 * data"],
  ],
  "re-zero": [[SCALE, "value: alpha", "value: alpha + 0.01"]],
  "weight-norm": [
    [SCALE, "({ std }) => 1 / std", "({ std }) => 1.01 / std"],
    [GAIN, "({ std }) => 1 / std", "({ std }) => 1 / std ** 2"],
    ["a mean that is not scaled", "-mean / std", "-mean"],
  ],
}; // biome-ignore format: one mistake a line

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The file of that name and end, in whichever folder it is. */
function fileOf(name: string, end: string): string {
  const folders = ["initializers/", "model-initializers/", ""];
  const found = folders.map((folder) => `packages/init/src/${folder}${name}${end}`);
  return found.find((file) => existsSync(root + file)) ?? `${name}${end}`;
}

const mutations = Object.entries(MISTAKES).flatMap(([name, mistakes]) =>
  mistakes.map(([what, from, to, file = name]) => {
    return { what, from, to, file: fileOf(file, ".ts"), test: fileOf(name, ".test.ts") };
  }),
);

/** How many tests fail with each, one after another. */
function run(list: readonly object[]) {
  const output = execFileSync(process.execPath, [`${root}packages/init/test/mutate.mjs`], {
    cwd: root,
    input: JSON.stringify(list),
    encoding: "utf8",
  });
  return output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line)) as {
    readonly failed: number;
    readonly passed: number;
    readonly broken: number;
  }[];
}

describe("the list of mistakes", () => {
  it.each(mutations)("finds the place of: $what, $file", ({ file, from, to }) => {
    const source = readFileSync(root + file, "utf8");
    expect(source.split(from)).toHaveLength(2);
    expect(source).not.toBe(source.replace(from, to));
  });

  it.each(initializers.names())("has for %s what its source can get wrong", (name) => {
    const file = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const comments = /\/\*\*.*?\*\/|\/\/.*?$/gms;
    const code = readFileSync(root + fileOf(file, ".ts"), "utf8").replaceAll(comments, "");
    const tried = MISTAKES[file]?.map(([what]) => what) ?? [];
    const scaleless = ["gates", "rules", "values", "zeros"];
    if (!scaleless.includes(name)) expect(tried).toContain(SCALE);
    if (/\bfan(In|Out|Of)\b/.test(code)) expect(tried).toContain(FANS);
    if (/\bgain\b/.test(code)) expect(tried).toContain(GAIN);
    if (/\b(truncated|corrected|distribution)\b/.test(code)) expect(tried).toContain(CUT);
  });
});

describe("a mistake makes a test fail", () => {
  let results: ReturnType<typeof run>;
  beforeAll(() => {
    results = run(mutations);
  });

  it.each(mutations.map((mutation, at) => ({ ...mutation, at })))("$what, $file", ({ at }) => {
    const { failed, broken } = results[at]!;
    expect(broken).toBe(0);
    expect(failed).toBeGreaterThan(0);
  });

  it("and without one all pass", () => {
    const tests = [...new Set(mutations.map(({ test }) => test))];
    for (const result of run(tests.map((test) => ({ file: test, from: "", to: "", test })))) {
      expect(result).toMatchObject({ failed: 0, broken: 0 });
      expect(result.passed).toBeGreaterThan(0);
    }
  });
});

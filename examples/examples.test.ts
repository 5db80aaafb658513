import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadModel } from "@kindling/nn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kindling-examples-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Runs an example from its source, in a process of its own. */
function run(name: string, ...args: readonly string[]) {
  const main = join(root, "examples", name, "main.ts");
  const node = ["--conditions=@kindling/source", "--import", "tsx", main, ...args];
  return new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, node, { cwd: root }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}

describe("xor", () => {
  it("learns all four answers", async () => {
    const { stdout } = await run("xor");
    const answers = stdout.matchAll(/^([01]) xor ([01]) = ([\d.]+)$/gm);
    const rounded = Array.from(answers, ([, a, b, answer]) => [a, b, Math.round(Number(answer))]);
    expect(rounded).toEqual([
      ["0", "0", 0],
      ["0", "1", 1],
      ["1", "0", 1],
      ["1", "1", 0],
    ]);
  });
});

describe("iris", () => {
  it("tells the kinds apart", async () => {
    const { stdout } = await run("iris");
    const [, accuracy] = stdout.match(/\naccuracy in 10-fold cross-validation ([\d.]+)\n$/) ?? [];
    expect(Number(accuracy)).toBeGreaterThanOrEqual(0.95);
  });
});

describe("spirals", () => {
  it("tells the arms apart, and draws them", async () => {
    const { stdout } = await run("spirals");
    const [, accuracy] = stdout.match(/\ntest accuracy ([\d.]+)\n$/) ?? [];
    expect(Number(accuracy)).toBeGreaterThanOrEqual(0.95);
    expect(stdout.split("\n").slice(0, 28).join("")).toMatch(/^[ ·░▒▓ox]{1792}$/);
  });
});

describe("cartpole", () => {
  it("balances longer than chance does", async () => {
    const { stdout } = await run("cartpole", "--episodes", "80");
    const [, average] = stdout.match(/\naverage return ([\d.]+)\n$/) ?? [];
    expect(Number(average)).toBeGreaterThan(100); // pushing at random: 22
  });
});

describe("mnist-cnn", () => {
  it("learns from a part of the digits", async () => {
    const { stdout } = await run("mnist-cnn", "--limit", "3000", "--epochs", "2");
    const [, accuracy] = stdout.match(/\ntest accuracy (0\.\d{4})\n$/) ?? [];
    expect(Number(accuracy)).toBeGreaterThan(0.8); // guessing is right in one of ten
  });
});

describe("char-rnn", () => {
  it("learns how letters follow each other, and writes", async () => {
    const { stdout } = await run(
      "char-rnn",
      "--epochs",
      "2",
      "--begin",
      "And the raven",
      "--letters",
      "20",
    );
    const [, written, bits] =
      stdout.match(/\n(And the raven[\s\S]{20})\n\nbits a letter ([\d.]+)\n$/) ?? [];
    expect(written).toHaveLength(33);
    expect(Number(bits)).toBeLessThan(4.2); // by the frequencies of the letters alone: 4.3
  });

  it("names letters that it does not know", async () => {
    const { code, stderr } = await run("char-rnn", "--epochs", "1", "--begin", "Zebra");
    expect(code).toBe(1);
    expect(stderr).toContain('--begin: expected letters of the poem, got "Zebra"');
  });
});

describe("custom-initializer", () => {
  it("describes the initializer, and draws from its law", async () => {
    const { stdout } = await run("custom-initializer");
    // √(2/64) = 0.177 and √(2/(64·8)) = 0.0625
    expect(stdout).toContain("N(0, 0.177²), residualNormal, fanIn 64");
    expect(stdout).toContain("kernel: N(0, 0.0625²), residualNormal(depth 8), fanIn 64");
    const [, measured] = stdout.match(/standard deviation of 4096 weights: ([\d.]+)/) ?? [];
    const standardError = 0.0625 / Math.sqrt(2 * 4096); // of a normal's sample standard deviation
    expect(Math.abs(Number(measured) - 0.0625)).toBeLessThan(4 * standardError);
  });
});

describe("custom-layer", () => {
  it("has right gradients, learns products, and loads", async () => {
    const { stdout } = await run("custom-layer");
    expect(stdout).toContain("gradients are right\n");
    const [, first, last] = stdout.match(/^loss ([\d.]+) at first, ([\d.]+) at last$/m) ?? [];
    expect(Number(first)).toBeGreaterThan(0.05); // the variance of the products is 1/9
    expect(Number(last)).toBeLessThan(0.005);
    const [, product] = stdout.match(/^0\.5 · 0\.8 = ([\d.]+), loaded$/m) ?? [];
    expect(Math.abs(Number(product) - 0.4)).toBeLessThan(0.1);
  });
});

describe("mnist", () => {
  it("learns, saves and loads, and ends with the accuracy", async () => {
    const out = join(folder, "mnist.safetensors");
    const options = ["--limit", "1000", "--epochs", "2", "--layers", "16,16", "--out", out];
    const { code, stdout, stderr } = await run("mnist", ...options);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("training on 1,000 images: 2 epochs of 32 batches of 32\n");
    expect(stdout).toContain("loaded again, it predicts the same");
    const [, accuracy] = stdout.match(/\ntest accuracy (0\.\d{4})\n$/) ?? [];
    expect(Number(accuracy)).toBeGreaterThan(0.5); // guessing is right in one of ten
    expect((await loadModel(readFileSync(out))).layers).toHaveLength(3);
  });

  it.each([
    [["--epochs", "none"], '--epochs: expected a whole number, at least 1, got "none"'],
    [
      ["--initializer", "he_norml"],
      '--initializer: unknown initializer "he_norml": did you mean "he_normal"?',
    ],
    [
      ["--limit=10", "--learning-rate=1e30", `--out=${join(tmpdir(), "unused.safetensors")}`],
      "fit: ",
    ],
  ])("answers %j with one line and exit code 1", async (options, message) => {
    const { code, stderr } = await run("mnist", ...options);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^mnist: [^\n]*\n$/);
    expect(stderr).toContain(message);
  });

  it("shows its options", async () => {
    const { code, stdout } = await run("mnist", "--help");
    expect(code).toBe(0);
    expect(stdout).toContain("--initializer NAME");
  });
});

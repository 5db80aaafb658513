import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { help, type Options, parseOptions } from "./options.ts";

function parsed(...args: string[]): Options {
  const options = parseOptions(args);
  if (options === "help") throw new Error("expected options");
  return options;
}

describe("parseOptions", () => {
  it("has defaults", () => {
    const { initializer, ...options } = parsed();
    expect(initializer.name).toBe("heNormal");
    expect(options).toEqual({
      epochs: 5,
      batchSize: 32,
      seed: 42,
      layers: [128],
      learningRate: 0.001,
      out: "mnist.safetensors",
    });
  });

  it("reads every option", () => {
    const out = join(tmpdir(), "kindling-options.safetensors");
    const { initializer, ...options } = parsed(
      ...["--epochs", "2", "--batch-size=64", "--seed=-7", "--layers", "256,128"],
      ...["--learning-rate", "3e-4", "--kernels", "js", "--limit", "1000", "--out", out],
      ...["--initializer", "glorot_uniform"],
    );
    expect(initializer.name).toBe("glorotUniform");
    expect(options).toEqual({
      epochs: 2,
      batchSize: 64,
      seed: -7,
      layers: [256, 128],
      learningRate: 0.0003,
      kernels: "js",
      limit: 1000,
      out,
    });
  });

  it("asks for help, which names every option", () => {
    expect(parseOptions(["--help", "--epochs", "none"])).toBe("help");
    for (const name of Object.keys(parsed("--kernels=js", "--limit=1"))) {
      const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      expect(help()).toContain(`  --${option} `);
    }
  });

  it.each([
    [["--epochs", "0"], '--epochs: expected a whole number, at least 1, got "0"'],
    [["--epochs", "1.5"], '--epochs: expected a whole number, at least 1, got "1.5"'],
    [["--epochs", ""], '--epochs: expected a whole number, at least 1, got ""'],
    [["--epochs", "Infinity"], '--epochs: expected a whole number, at least 1, got "Infinity"'],
    [["--batch-size", "many"], '--batch-size: expected a whole number, at least 1, got "many"'],
    [["--seed", "1e3"], '--seed: expected a whole number, got "1e3"'],
    [["--seed", "9007199254740993"], '--seed: expected a whole number, got "9007199254740993"'],
    [["--layers", "256,,128"], '--layers: expected a whole number, at least 1, got ""'],
    [["--layers", "0"], '--layers: expected a whole number, at least 1, got "0"'],
    [["--learning-rate", "0"], '--learning-rate: expected a number above 0, got "0"'],
    [["--learning-rate", "NaN"], '--learning-rate: expected a number above 0, got "NaN"'],
    [["--learning-rate", " "], '--learning-rate: expected a number above 0, got " "'],
    [["--kernels", "gpu"], '--kernels: expected js or wasm-simd, got "gpu"'],
    [["--limit=-1"], '--limit: expected a whole number, at least 1, got "-1"'],
    [["--out", ""], '--out: expected the name of a file, got ""'],
    [["--out", "."], '--out: expected the name of a file, got "."'],
    [["--out", "absent/a"], '--out: expected a file that can be written, got "absent/a"'],
    [
      ["--initializer", "heNromal"],
      '--initializer: unknown initializer "heNromal": did you mean "heNormal"?',
    ],
    [["--initializer", "__proto__"], '--initializer: unknown initializer "__proto__"'],
    [["--epoch", "1"], "Unknown option '--epoch'"],
    [["--epochs"], "'--epochs <value>' argument missing"],
    [["--seed", "-1"], "use '--seed=-XYZ'"],
    [["5"], "Unexpected argument '5'"],
  ])("refuses %j with one line", (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
    expect(() => parseOptions(args)).toThrow(/^[^\n]*$/);
  });
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const mnist = join(folder, "../examples/dist/mnist/main.js");
const MEBIBYTE = 2 ** 20;

interface Steps {
  readonly bytesPerStep: number;
  readonly bytesPerCall: number;
  readonly collections: number;
  readonly heapGrowth: number;
  readonly externalGrowth: number;
  readonly residentGrowth: number;
}

describe.each([
  ["small", 16, 4],
  ["large", 256, 128],
])("10,000 training steps of a %s net", (_size, hidden, batch) => {
  it("allocate nothing but a boxed number or two", () => {
    // Young space so large that nothing is collected: what the heap gains is what was allocated.
    const steps = takeSteps(
      ["--min-semi-space-size=512", "--max-semi-space-size=512"],
      hidden,
      batch,
    );
    expect(steps.collections).toBe(0);
    // Two boxed numbers of 16 bytes; the least view of a typed array takes more than 100.
    expect(steps.bytesPerStep).toBeLessThan(32);
    // Around the step: reading the arguments and the returned object, whatever the size.
    expect(steps.bytesPerCall).toBeLessThan(1000);
  });

  it("leave nothing behind", () => {
    const { heapGrowth, externalGrowth, residentGrowth } = takeSteps([], hidden, batch);
    // The least object kept for each step would be 280 kB: three words and its place in a list.
    expect(heapGrowth).toBeLessThan(250_000);
    // Off the heap, one array of activations kept for each step would be 2.4 MiB or more.
    expect(externalGrowth).toBeLessThan(0.1 * MEBIBYTE);
    // V8 may widen its young space, 16 MiB, meanwhile.
    expect(residentGrowth).toBeLessThan(16 * MEBIBYTE);
  });
});

describe("the MNIST example", () => {
  it("peaks below 450 MB", () => {
    const preload = pathToFileURL(join(folder, "peak-memory.mjs")).href;
    const cwd = mkdtempSync(join(tmpdir(), "kindling-mnist-")); // the example saves its model there
    const output = execFileSync(process.execPath, ["--import", preload, mnist], {
      cwd,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
    });
    rmSync(cwd, { recursive: true });
    const [, peak] = /maxRSS (\d+)/.exec(output) ?? [];
    expect(Number(peak)).toBeGreaterThan(30e6);
    expect(Number(peak)).toBeLessThan(450e6);
  });
});

function takeSteps(flags: readonly string[], hidden: number, batch: number): Steps {
  const script = join(folder, "steps.mjs");
  const args = [...flags, "--expose-gc", script, "10000", `${hidden}`, `${batch}`];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

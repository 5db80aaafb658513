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

interface Models {
  readonly parameters: number;
  readonly residentGrowth: number;
  readonly disturbed: number;
  readonly changed: number;
  readonly views: number;
}

describe.each([
  ["small", 16, 4],
  ["large", 256, 128],
])("training steps of a %s net", (_size, hidden, batch) => {
  it("allocate nothing but a boxed number or two", () => {
    // Young space so large that nothing is collected: what the heap gains is what was allocated.
    const steps = takeSteps(
      ["--min-semi-space-size=512", "--max-semi-space-size=512"],
      10_000,
      hidden,
      batch,
    );
    expect(steps.collections).toBe(0);
    // 99 steps of 100 take two boxed numbers at most, of 16 bytes each; the least view of a typed
    // array would be more than 100.
    expect(steps.bytesPerStep).toBeLessThanOrEqual(32);
    // Around the step: reading the arguments and the returned object, whatever the size.
    expect(steps.bytesPerCall).toBeLessThan(1000);
  });

  it("leave nothing behind", () => {
    const { heapGrowth, externalGrowth, residentGrowth } = takeSteps([], 30_000, hidden, batch);
    // The least object kept for each step would be 840 kB: three words and its place in a list.
    // What the engine keeps for itself, compiled code above all, is 200 to 460 kB.
    expect(heapGrowth).toBeLessThan(700_000);
    // Off the heap, one array of activations kept for each step would be 7 MiB or more.
    expect(externalGrowth).toBeLessThan(0.1 * MEBIBYTE);
    // V8 may widen its young space, 16 MiB, meanwhile.
    expect(residentGrowth).toBeLessThan(16 * MEBIBYTE);
  });
});

describe("many models of a thousand parameters", () => {
  it("stay what they are, 5,000 of them alive at once", () => {
    const { parameters, disturbed, residentGrowth } = makeModels("kept", 5000);
    expect(parameters).toBe(1000);
    expect(disturbed).toBe(0);
    // 20 kB each in the kernels' memory: weights, gradients, two moments, activations. The rest is
    // bindings, and what the collector has not come to.
    expect(residentGrowth).toBeLessThan(5000 * 80_000);
  });

  // Together they take 4 GB. A segment of 64 MiB is collected as a whole when the collector runs,
  // a few of which may pass before that.
  it.each([
    ["awaited", "in a loop that gives way"],
    ["dropped", "in a loop that never gives way"],
  ])("come and go, 200,000 of them %s, %s", (mode) => {
    const { changed, views, residentGrowth } = makeModels(mode, 200_000);
    expect(residentGrowth).toBeLessThan(400 * MEBIBYTE);
    expect(views).toBe(80);
    expect(changed).toBe(0);
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

function makeModels(mode: string, count: number): Models {
  const args = [join(folder, "models.mjs"), mode, `${count}`];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

function takeSteps(flags: readonly string[], count: number, hidden: number, batch: number): Steps {
  const script = join(folder, "steps.mjs");
  const args = [...flags, "--expose-gc", script, `${count}`, `${hidden}`, `${batch}`];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

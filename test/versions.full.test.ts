import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { initializers } from "@kindling/init";
import { beforeAll, describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
const nodes = join(folder, "nodes");
const script = join(folder, "print-digests.mjs");

const platform = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
const { optionalDependencies } = JSON.parse(readFileSync(join(nodes, "package.json"), "utf8"));
const versions = ["20", "22", "24"];
const published = versions.every(
  (version) => `node-${version}-${platform}` in optionalDependencies,
);

interface Digests {
  readonly kernels: string;
  readonly initialized: Readonly<Record<string, string>>;
  readonly before: string;
  readonly after: string;
  readonly history: { readonly val_accuracy: readonly number[] };
}

interface Report {
  readonly node: string;
  readonly chosen: Digests;
  readonly js: Digests;
  readonly relaxed: Relaxed;
}

/** See relaxed.mjs. */
interface Relaxed {
  readonly absent?: string;
  readonly roundings?: readonly number[];
  readonly error?: number;
  readonly bits?: readonly string[];
}

describe("the same seed", () => {
  let here: Report;
  beforeAll(() => {
    here = train(process.execPath);
  });

  it("trains a net worth comparing, on both kernel sets", () => {
    expect([here.chosen.kernels, here.js.kernels]).toEqual(["wasm-simd", "js"]);
    for (const { before, after, history } of [here.chosen, here.js]) {
      expect(before).not.toBe(after);
      expect(history.val_accuracy.at(-1)).toBeGreaterThan(0.8);
    }
  });

  it("gives the weights of every initializer the same bits in both kernel sets", () => {
    expect(here.chosen.initialized).toEqual(here.js.initialized);
    expect(Object.keys(here.js.initialized)).toEqual(expect.arrayContaining(initializers.names()));
  });

  it("gives the same bits in a second process", () => {
    expect(train(process.execPath)).toEqual(here);
  });

  // The registry has no such packages for other platforms.
  describe.runIf(published)("on other versions of Node", () => {
    beforeAll(installNodes);

    it.each(versions)("gives the same bits on Node %s", (version) => {
      const { node, relaxed: _, ...there } = reportOf(version);
      expect(node.split(".")[0]).toBe(version);
      expect(there).toEqual({ chosen: here.chosen, js: here.js });
    });

    it("refuses the relaxed kernels on Node 20, which has them behind a flag", () => {
      expect(reportOf("20").relaxed).toEqual({
        absent: expect.stringContaining("relaxed SIMD"),
      });
    });

    it.each(["22", "24"])("has relaxed kernels on Node %s, right within their bound", (version) => {
      const { roundings, error, bits } = reportOf(version).relaxed;
      expect([[1], [2]]).toContainEqual(roundings); // by whether the processor fuses, the same in every tile
      expect(error).toBeGreaterThan(0);
      expect(error).toBeLessThan(1);
      expect(bits).toEqual(reportOf("24").relaxed.bits); // on one processor
    });
  });
});

/** Trained once. */
const reports = new Map<string, Report>();

function reportOf(version: string): Report {
  const report = reports.get(version) ?? train(nodeOf(version));
  reports.set(version, report);
  return report;
}

function train(node: string): Report {
  return JSON.parse(execFileSync(node, [script], { encoding: "utf8" }));
}

function nodeOf(version: string): string {
  const binary = process.platform === "win32" ? "node.exe" : "node";
  return join(nodes, "node_modules", `node-${version}-${platform}`, "bin", binary);
}

/** Into a workspace of its own: about 350 MB that only this test needs. */
function installNodes(): void {
  const { packageManager } = JSON.parse(readFileSync(join(folder, "../package.json"), "utf8"));
  execFileSync("npx", ["--yes", packageManager, "install", "--frozen-lockfile"], {
    cwd: nodes,
    shell: process.platform === "win32",
    stdio: "pipe",
    env: { ...process.env, CI: "true" },
  });
  for (const version of versions) {
    if (!existsSync(nodeOf(version))) throw new Error(`expected ${nodeOf(version)} to be there`);
  }
}

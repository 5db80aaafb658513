import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const local = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** As JavaScript: the comparison runs uncompiled. */
const load = (name: string) => import(/* @vite-ignore */ local(name));

describe("a run without an install", () => {
  const folder = mkdtempSync(join(tmpdir(), "kindling-peers-"));
  const file = join(folder, "report.json");
  let text: string;

  beforeAll(() => {
    const effort = ["--rounds", "1", "--seconds", "0.001", "--warm-up", "0.001"];
    const peers = ["--peers", "kindling,kindling-js,torch", "--only", "16³,step tiny,predict"];
    text = execFileSync(
      process.execPath,
      [local("main.mjs"), ...effort, ...peers, "--json", file],
      {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
        env: { ...process.env, PYTHON: join(folder, "no-python") },
      },
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("measures what was chosen", () => {
    const { groups } = JSON.parse(readFileSync(file, "utf8"));
    expect(Object.keys(groups)).toEqual(["matmul", "step", "predict"]);
    for (const { cases } of Object.values<{ cases: { values: object }[] }>(groups)) {
      expect(cases.map(({ values }) => Object.keys(values))).toEqual([["kindling", "kindling-js"]]);
    }
  });

  it("prints who is missing, and why", () => {
    expect(text).toMatch(/PyTorch: all: no torch in .*no-python/);
  });

  it("prints what is expected, and that it could not be judged", () => {
    expect(text).toMatch(/\?.*tiny: kindling ≥ 35.0 × PyTorch: not measured/);
  });
});

describe("compare", () => {
  const test = { name: "tiny", task: "step", args: {} };
  const effort = { rounds: 3, seconds: 1, warmUp: 1 };
  /** A peer that answers measurements in turn. */
  const peer = (times: readonly number[], before: number, after: number) => {
    const left = [...times];
    return {
      ask: async (request: { task?: string; check?: boolean }) => {
        if (request.task) return { before };
        return request.check ? { after } : { seconds: left.shift() };
      },
    };
  };

  it("takes the median of the rounds behind the warm-up", async () => {
    const { compare } = await load("compare.mjs");
    const results = await compare(test, new Map([["a", peer([9, 3, 1, 2], 1, 0.5)]]), effort);
    expect(results.a).toMatchObject({ seconds: 2, samples: [3, 1, 2] });
  });

  it("refuses a step whose loss does not fall", async () => {
    const { compare } = await load("compare.mjs");
    const results = await compare(test, new Map([["a", peer([1, 1, 1, 1], 1, 1)]]), effort);
    expect(results.a).toEqual({
      absent: "does other work: expected a loss below the first, 1, got 1",
    });
  });
});

describe("the checks of equal work", () => {
  it("know the last element of a product", async () => {
    const { problemOf } = await load("checks.mjs");
    // By hand: a = [[−0.8, −0.2], [0.6, −1]], b = [[−0.6, 0], [0.8, −0.8]].
    const test = { task: "matmul", args: { m: 2, n: 2, k: 2, form: "NN" } };
    expect(problemOf(test, 0, 0.6 * 0 + -1 * -0.8)).toBeUndefined();
    expect(problemOf(test, 0, 0.7)).toMatch("the last element: expected 0.8");
  });

  it("refuse a fill of another law", async () => {
    const { problemOf, summarize } = await load("checks.mjs");
    const test = { task: "fill", args: { law: "normal", count: 4 } };
    expect(summarize([1, -1, 3, -3])).toEqual({ count: 4, mean: 0, deviation: Math.sqrt(5) });
    const million = { count: 1e6, mean: 0, deviation: 0.88 };
    expect(problemOf({ ...test, args: { law: "normal", count: 1e6 } }, {}, million)).toMatch(
      "the standard deviation: expected 1",
    );
  });
});

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kindling-lab-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

const commandOf = (out: string, args: readonly string[]): string[] => [
  "--import",
  "tsx",
  "examples/lab/main.ts",
  "--out",
  join(folder, out),
  ...args,
];

const run = (out: string, args: readonly string[]): string =>
  execFileSync(process.execPath, commandOf(out, args), {
    cwd: root,
    encoding: "utf8",
    stdio: "pipe",
  });

/** The lines of the table for spreadsheets, without the seconds that stand last. */
const linesOf = (out: string): string[] =>
  readFileSync(join(folder, out, "results.csv"), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.slice(0, line.lastIndexOf(",")));

it("goes on where it was killed, to the results of a run that was not", async () => {
  const grid = ["--datasets", "spirals", "--depths", "2,3", "--seeds", "2", "--threads", "2"];
  run("whole", grid);
  const file = join(folder, "killed", "results.jsonl");
  const done = (): number =>
    existsSync(file) ? readFileSync(file, "utf8").split("\n").length - 1 : 0;
  const child = spawn(process.execPath, commandOf("killed", grid), { cwd: root, stdio: "ignore" });
  while (done() < 5) await setTimeout(5);
  child.kill("SIGKILL");
  await once(child, "exit");
  const left = done();
  expect(left).toBeLessThan(108);
  expect(run("killed", grid)).toMatch(/^\d+ of 108 trainings are there already/);
  expect(linesOf("killed")).toHaveLength(1 + 108);
  expect(linesOf("killed")).toEqual(linesOf("whole"));
});

it("runs the short experiment, with every claim answered", () => {
  const text = run("quick", ["--quick"]);
  expect(text.match(/^(NOT )?CONFIRMED: /gm)).toHaveLength(8);
  const { results, answers, settings } = JSON.parse(
    readFileSync(join(folder, "quick", "results.json"), "utf8"),
  );
  expect(results).toHaveLength(2 * 2 * 3 * 9);
  expect(answers).toHaveLength(8);
  expect(settings).toMatchObject({ width: 64, epochs: 4, samples: 500 });
  expect(readFileSync(join(folder, "quick", "report.html"), "utf8")).toContain("</main>");
});

it("says what is wrong with an option, and leaves with a failure", () => {
  expect(() => run("none", ["--depths", "0"])).toThrow(
    'lab: --depths: expected a whole number, at least 1, got "0"',
  );
  expect(() => run("none", ["--datasets", "spirals", "--nets", "convolution"])).toThrow(
    "lab: --nets: expected some that read spirals, too",
  );
});

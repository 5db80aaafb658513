import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createRng } from "@kindling/core";
import { loadModel } from "@kindling/nn";
import { afterAll, beforeAll, expect, it } from "vitest";

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const script = here("killed.mjs");
const killer = pathToFileURL(here("kill-in-write.mjs")).href;
const rng = createRng(2026).at("kills");
const [MOST_KILLS, ENOUGH, MOST_RUNS] = [8, 12, 6];
/** Milliseconds of training, about a fifth of a run where nothing else goes on. */
const LONGEST = 300;

let folder: string;
/** Digest of the end of a run that is never killed. */
let whole: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kindling-killed-"));
  whole = toItsEnd(join(folder, "whole"));
  expect(whole).toMatch(/^[0-9a-f]{64}$/);
});

afterAll(() => rmSync(folder, { recursive: true }));

it("a run that is killed at random moments ends with the bits of the one that never was", async () => {
  let kills = 0;
  for (let run = 0; kills < ENOUGH; run++) {
    // A run that ends before its killer wakes up is none; a busy machine may make such.
    expect(run).toBeLessThan(MOST_RUNS);
    const path = join(folder, `random ${run}`);
    for (let i = 0; i < MOST_KILLS; i++) if (await isKilled(path)) kills++;
    expect(toItsEnd(path)).toBe(whole);
  }
});

it.each(["opened", "half", "written", "synced", "renamed"])(
  "so does one that is killed while its checkpoint is written: %s",
  async (stage) => {
    const path = join(folder, stage);
    const { signal } = spawnSync(process.execPath, ["--import", killer, script, path], {
      env: { ...process.env, KILL_AT: `${stage} ${2 + rng.integer(20)}` },
    });
    expect(signal).toBe("SIGKILL");
    // What stands there is whole: the checkpoint before, or this one.
    await expect(loadModel(await readFile(path))).resolves.toBeDefined();
    expect(toItsEnd(path)).toBe(whole);
  },
);

/** Trains, from the checkpoint where there is one. @returns the digest of the end */
function toItsEnd(path: string): string {
  const output = execFileSync(process.execPath, [script, path], { encoding: "utf8" });
  return output.trim().split("\n")[1]!;
}

/** Trains, to be killed some milliseconds after it began. @returns false where it has ended before */
async function isKilled(path: string): Promise<boolean> {
  const child = spawn(process.execPath, [script, path], { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.on("exit", (_code, signal) => resolve(signal));
  });
  child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), rng.integer(LONGEST)));
  return (await ended) === "SIGKILL";
}

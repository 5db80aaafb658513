import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const script = fileURLToPath(new URL("long.mjs", import.meta.url));
const MEBIBYTE = 2 ** 20;

it("1,000,000 steps of the tiny net leave memory as it was", () => {
  // The young space keeps what it takes, three times this; a small one is full before the steps begin.
  const flags = ["--expose-gc", "--max-semi-space-size=2"];
  const output = execFileSync(process.execPath, [...flags, script, "1000000"]);
  const long = JSON.parse(output.toString());
  // The least object kept for each step would be 28 MB: three words and its place in a list.
  expect(long.heapGrowth).toBeLessThan(MEBIBYTE);
  expect(long.externalGrowth).toBeLessThan(0.1 * MEBIBYTE);
  expect(long.residentGrowth).toBeLessThan(6 * MEBIBYTE);
  expect(long.last).toBeLessThan(long.first);
});

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The last number that a compiled example prints. */
function result(name: string, ...args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const main = `examples/dist/${name}/main.js`;
    execFile(process.execPath, [main, ...args], { cwd: root }, (error, stdout, stderr) => {
      if (error) reject(new Error(stderr));
      else resolve(Number(stdout.trim().split(/\s+/).at(-1)));
    });
  });
}

/** Seeded, and of the same bits everywhere: what holds once holds always. */
describe("examples in full", () => {
  it("mnist-cnn is right on 99 of 100 digits", async () => {
    expect(await result("mnist-cnn")).toBeGreaterThanOrEqual(0.99);
  });

  it("cartpole balances for 475 of 500 steps", async () => {
    expect(await result("cartpole")).toBeGreaterThanOrEqual(475);
  });

  it("char-rnn knows the poem: a bit for four letters", async () => {
    expect(await result("char-rnn")).toBeLessThan(0.25);
  });
});

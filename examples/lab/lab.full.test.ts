import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

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

const executablePath = execFileSync(process.execPath, ["scripts/chromium.mjs"], {
  cwd: root,
  encoding: "utf8",
}).trim();

describe.runIf(executablePath)("the report in Chromium", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  });

  afterAll(() => browser.close());

  it.each([
    ["light", 1000],
    ["dark", 1000],
    ["dark", 390],
  ] as const)("can be read on %s ground, %i pixels wide", async (colorScheme, width) => {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("request", (request) => complaints.push(request.url()));
    await page.goto(pathToFileURL(join(folder, "quick", "report.html")).href);
    expect(complaints).toEqual([pathToFileURL(join(folder, "quick", "report.html")).href]);
    // What is wider scrolls by itself, and can be reached by key.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect(await page.locator(".scroll:not([tabindex='0'][aria-label])").count()).toBe(0);
    // WCAG 2.2 asks for 4.5; the charts take their ink from the page.
    for (const selector of ["p", ".soft", "figcaption", "td"]) {
      expect(await contrastOf(page, selector)).toBeGreaterThan(4.5);
    }
    await page.close();
  });

  it("tells in words and in tables what its charts show", async () => {
    const page = await browser.newPage();
    await page.goto(pathToFileURL(join(folder, "quick", "report.html")).href);
    const charts = page.locator("figure > .scroll > [role=img]");
    expect(await charts.count()).toBe(2 * 6);
    for (const chart of await charts.all()) {
      expect(await chart.getAttribute("aria-label")).toMatch(/The numbers follow as a table\.$/);
    }
    const summary = page.locator("summary", { hasText: "The numbers" }).first();
    const table = page.getByRole("table", { name: "Loss on mnist, epoch by epoch" });
    expect(await table.isVisible()).toBe(false);
    await summary.focus();
    await page.keyboard.press("Enter");
    expect(await table.isVisible()).toBe(true);
    // Two depths, three activations, nine initializers, four epochs, less what overflowed.
    expect(await table.getByRole("row").count()).toBeGreaterThan(200);
    await page.close();
  });
});

/** Of an element's ink with the page's ground: (L₁ + 0.05)/(L₂ + 0.05) for their luminances. */
async function contrastOf(page: Page, selector: string): Promise<number> {
  const colours = await page
    .locator(selector)
    .first()
    .evaluate((element) => [
      getComputedStyle(element).color,
      getComputedStyle(document.body).backgroundColor,
    ]);
  const [low, high] = colours.map(luminanceOf).sort((a, b) => a - b);
  return (high! + 0.05) / (low! + 0.05);
}

function luminanceOf(colour: string): number {
  const [r, g, b] = colour.match(/\d+/g)!.map((channel) => {
    const value = Number(channel) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

it("says what is wrong with an option, and leaves with a failure", () => {
  expect(() => run("none", ["--depths", "0"])).toThrow(
    'lab: --depths: expected a whole number, at least 1, got "0"',
  );
  expect(() => run("none", ["--datasets", "spirals", "--nets", "convolution"])).toThrow(
    "lab: --nets: expected some that read spirals, too",
  );
});

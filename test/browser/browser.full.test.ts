import { execFileSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL(".", import.meta.url));
/** What V8 has behind a flag until Node 22. */
const flags = process.version.startsWith("v20.") ? ["--experimental-wasm-relaxed-simd"] : [];
const run = (script: string): string =>
  execFileSync(process.execPath, [...flags, join(folder, script)], { encoding: "utf8" }).trim();

/** Refuses to compile WebAssembly and text, as pages with strict policies do. */
const STRICT = "script-src 'self'";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

interface Report {
  readonly chosen: { readonly kernels: string };
  readonly js: { readonly kernels: string };
  /** See ../relaxed.mjs. */
  readonly relaxed: { readonly absent?: string; readonly roundings?: readonly number[] };
}

declare global {
  var results: Promise<{
    readonly refused: readonly string[];
    readonly page: Report;
    readonly worker: Report;
  }>;
}

/** Of the packages as they are shipped: this file is built without the condition that takes sources. */
const bundle = async () =>
  build({
    entryPoints: ["page.mjs", "worker.mjs"],
    absWorkingDir: folder,
    outdir: "/",
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "browser",
    logLevel: "silent",
  });

it("bundles what is shipped for browsers, and nothing else", async () => {
  const { metafile, warnings } = await bundle();
  expect(warnings).toEqual([]);
  const inputs = Object.keys(metafile.inputs);
  for (const name of ["core", "init", "nn"]) {
    const ours = inputs.filter((path) => path.includes(`packages/${name}/`));
    expect(ours).toContain(`../../packages/${name}/dist/src/index.js`);
    expect(ours.filter((path) => !path.includes("/dist/"))).toEqual([]);
  }
  const left = Object.values(metafile.outputs).flatMap(({ imports }) => imports);
  expect(left).toEqual([]);
});

const executablePath = run("../../scripts/chromium.mjs");
const reason = executablePath ? "" : " (not here: install chromium, or name one in CHROMIUM)";

it.runIf(process.env.CI)("has a browser to test in", () => {
  expect(executablePath).not.toBe("");
});

describe.runIf(executablePath)(`Chromium${reason}`, () => {
  let server: Server;
  let origin: string;
  let browser: Browser;
  let here: Report;

  beforeAll(async () => {
    const { node: _, ...digests } = JSON.parse(run("../print-digests.mjs"));
    here = digests;
    const { outputFiles } = await bundle();
    server = serve(new Map(outputFiles.map(({ path, text }) => [path, text])));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await chromium.launch({ executablePath, args: FLAGS });
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  it("computes what Node computes, to the bit, on a page and in a worker", async () => {
    const { refused, page, worker, complaints } = await load("/");
    expect([here.chosen.kernels, here.js.kernels]).toEqual(["wasm-simd", "js"]);
    expect(page).toEqual(here);
    expect(worker).toEqual(here);
    expect([[1], [2]]).toContainEqual(page.relaxed.roundings);
    expect(refused).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("trains in JavaScript where a policy refuses WebAssembly and eval", async () => {
    const { refused, page, worker, complaints } = await load("/strict/");
    expect(refused).toEqual(["CompileError", "EvalError"]);
    const relaxed = { absent: expect.stringContaining("relaxed SIMD") };
    expect(page).toEqual({ chosen: here.js, js: here.js, relaxed });
    expect(worker).toEqual({ chosen: here.js, js: here.js, relaxed });
    expect(complaints).toEqual([]);
  });

  async function load(path: string) {
    const complaints: string[] = [];
    const page = await browser.newPage();
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(`${error}`));
    await page.goto(`${origin}${path}`);
    const results = await page.evaluate(() => globalThis.results);
    await page.close();
    return { ...results, complaints };
  }
});

/** Scripts by path, and the page that loads them; below /strict/ with a strict policy. No header isolates it. */
function serve(files: ReadonlyMap<string, string>): Server {
  const html = '<!doctype html><script type="module" src="page.js"></script>';
  return createServer(({ url = "/" }, response) => {
    const text = files.get(url.replace("/strict", ""));
    response.setHeader("content-type", text === undefined ? "text/html" : "text/javascript");
    if (url.startsWith("/strict/")) response.setHeader("content-security-policy", STRICT);
    response.end(text ?? html);
  });
}

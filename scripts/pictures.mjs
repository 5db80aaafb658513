// Takes the pictures of the documentation, each on a light and on a dark page:
//
//   node scripts/pictures.mjs [NAME ...]     writes docs/pictures/NAME-light.webp and NAME-dark.webp
//
// To add one, add an entry to PICTURES:
//
//   name      of the files
//   make      command that makes the page, run first with Node from the root of the repository
//   page      the file, from the root; its folder is served, so that modules and workers load.
//             A query and a hash may follow
//   width     of the window in CSS pixels
//   height    of the window; the picture is of the window, or of what `of` selects
//   scale     pixels of the picture for one of the page; 2 if not said
//   of        selector of the one element to show
//   prepare   async (page) => …: brings the page to its state, as a person would
//
// In Markdown:
//
//   <picture><source media="(prefers-color-scheme: dark)" srcset="docs/pictures/NAME-dark.webp">
//   <img src="docs/pictures/NAME-light.webp" alt="what it shows" width="…"></picture>
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const PICTURES = [
  {
    name: "lab",
    make: ["--import", "tsx", "examples/lab/main.ts"],
    page: "lab-results/report.html",
    width: 860,
    height: 800,
    of: "figure",
  },
  {
    name: "playground",
    make: ["examples/playground/build.mjs"],
    page: "examples/playground/dist/index.html",
    width: 1280,
    height: 1075,
    scale: 1.1,
    prepare: (page) => trainTo(page, 560),
  },
  {
    name: "playground-doctor",
    make: ["examples/playground/build.mjs"],
    page: "examples/playground/dist/index.html#data=circles&layers=8-8&activation=tanh&nets=zeros.constant.glorotUniform",
    width: 1180,
    height: 1040,
    scale: 1.5,
    of: ".nets",
    prepare: (page) => trainTo(page, 560),
  },
];

/** In pace until shortly before that step, then one by one, so that it is the same picture every time. */
async function trainTo(page, step) {
  const reached = async () => Number((await page.locator(".step").textContent()).slice(5));
  const until = async (least) => {
    while ((await reached()) < least) await page.waitForTimeout(20);
  };
  await page.getByRole("button", { name: "Train" }).click();
  await until(step - 60);
  await page.getByRole("button", { name: "Pause" }).click();
  for (let at = await reached(); at < step; at = await reached()) {
    await page.getByRole("button", { name: "Step", exact: true }).click();
    await until(at + 1);
  }
}

/** A picture that is larger slows down the page that shows it. */
const MOST_BYTES = 150_000;
/** Ground around an element, in pixels of the page. */
const MARGIN = 16;
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

const root = fileURLToPath(new URL("..", import.meta.url));
const out = join(root, "docs/pictures");
const names = process.argv.slice(2);
const unknown = names.find((name) => PICTURES.every((picture) => picture.name !== name));
if (unknown !== undefined) {
  const known = PICTURES.map(({ name }) => name).join(", ");
  fail(`expected some of ${known}, got ${unknown}`);
}

const node = (args) => execFileSync(process.execPath, args, { cwd: root, encoding: "utf8" });
const executablePath = node(["scripts/chromium.mjs", "--install"]).trim();
if (executablePath === "") fail("expected Chromium, found none");

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
try {
  for (const picture of PICTURES) {
    if (names.length > 0 && !names.includes(picture.name)) continue;
    node(picture.make);
    for (const scheme of ["light", "dark"]) await take(picture, scheme);
  }
} finally {
  await browser.close();
}

async function take({ name, page: file, width, height, scale = 2, of, prepare }, colorScheme) {
  const [path, address = ""] = file.split(/(?=[?#])/, 2);
  const server = await serve(join(root, dirname(path)));
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    reducedMotion: "reduce",
  });
  try {
    const page = await context.newPage();
    const { port } = server.address();
    await page.goto(`http://127.0.0.1:${port}/${path.slice(dirname(path).length + 1)}${address}`);
    await prepare?.(page);
    const clip = of
      ? around(await page.locator(of).first().boundingBox())
      : { x: 0, y: 0, width, height };
    const session = await context.newCDPSession(page);
    const { data } = await session.send("Page.captureScreenshot", {
      format: "webp",
      quality: 80,
      clip: { ...clip, scale },
      captureBeyondViewport: true,
    });
    const bytes = Buffer.from(data, "base64");
    const target = join(out, `${name}-${colorScheme}.webp`);
    writeFileSync(target, bytes);
    console.log(`${target}: ${clip.width} × ${clip.height}, ${Math.ceil(bytes.length / 1000)} kB`);
    if (bytes.length > MOST_BYTES)
      fail(`expected at most ${MOST_BYTES} bytes, got ${bytes.length}`);
  } finally {
    await context.close();
    server.close();
  }
}

function around({ x, y, width, height }) {
  return {
    x: x - MARGIN,
    y: y - MARGIN,
    width: width + 2 * MARGIN,
    height: height + 2 * MARGIN,
  };
}

function serve(folder) {
  const server = createServer(({ url }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    try {
      const file = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
      const bytes = readFileSync(join(folder, file));
      response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}

function fail(message) {
  console.error(`pictures: ${message}`);
  process.exit(1);
}

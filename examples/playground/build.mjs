// Makes the page in dist/: files for any web server, at any path.
//
//     node examples/playground/build.mjs            writes them
//     node examples/playground/build.mjs --serve    serves them on port 8000, or that of PORT
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";
import { digits } from "./digits.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
const out = join(folder, "dist");
const chartStyle = createRequire(import.meta.url).resolve("uplot/dist/uPlot.min.css");

const page = new Map([
  ["index.html", readFileSync(join(folder, "index.html"))],
  [
    "style.css",
    `${readFileSync(chartStyle, "utf8")}${readFileSync(join(folder, "style.css"), "utf8")}`,
  ],
  ["digits.bin", digits()],
  ["main.js", await bundle("main.tsx")],
  ["worker.js", await bundle("worker.ts")],
]);
const digest = createHash("sha256");
for (const content of page.values()) digest.update(content);
page.set("offline.js", await bundle("offline.ts", { BUILD: digest.digest("hex").slice(0, 16) }));

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
for (const [name, content] of page) writeFileSync(join(out, name), content);
if (process.argv.includes("--serve")) {
  const files = await context({});
  const { port } = await files.serve({ servedir: out, port: Number(process.env.PORT ?? 8000) });
  console.log(`the playground is at http://localhost:${port}`);
} else {
  console.log("the playground is in examples/playground/dist");
}

async function bundle(entry, constants = {}) {
  const { outputFiles } = await build({
    entryPoints: [join(folder, "src", entry)],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: Object.fromEntries(
      Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
    write: false,
  });
  return outputFiles[0].contents;
}

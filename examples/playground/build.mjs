// Makes the page in dist/: files for any web server.
//
//     node examples/playground/build.mjs            writes them
//     node examples/playground/build.mjs --serve    serves them on port 8000, or that of PORT
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { context } from "esbuild";
import { digits } from "./digits.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
const out = join(folder, "dist");
const chartStyle = createRequire(import.meta.url).resolve("uplot/dist/uPlot.min.css");

mkdirSync(out, { recursive: true });
copyFileSync(join(folder, "index.html"), join(out, "index.html"));
writeFileSync(join(out, "digits.bin"), digits());
writeFileSync(
  join(out, "style.css"),
  readFileSync(chartStyle, "utf8") + readFileSync(join(folder, "style.css"), "utf8"),
);
const build = await context({
  entryPoints: ["main.tsx", "worker.ts", "offline.ts"].map((name) => join(folder, "src", name)),
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  jsx: "automatic",
  jsxImportSource: "preact",
});
await build.rebuild();
if (process.argv.includes("--serve")) {
  const { port } = await build.serve({ servedir: out, port: Number(process.env.PORT ?? 8000) });
  console.log(`the playground is at http://localhost:${port}`);
} else {
  await build.dispose();
  console.log("the playground is in examples/playground/dist");
}

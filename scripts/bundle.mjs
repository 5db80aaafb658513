// Bundles each compiled package into one file for Node, dist/node.js: what the condition "node" of
// package.json names. Browsers and bundlers take the modules, which can be left out one by one.
//
// Node finds, reads and links every module by itself: a process that takes one step of a tiny net
// needs 168 ms of processor time more than an empty one with 365 modules, 31 ms more with these three.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const packages = fileURLToPath(new URL("../packages", import.meta.url));

await Promise.all(
  readdirSync(packages).map((name) =>
    build({
      entryPoints: [join(packages, name, "dist/src/index.js")],
      outfile: join(packages, name, "dist/node.js"),
      bundle: true,
      external: ["@kindling/*"],
      format: "esm",
      platform: "node",
      target: "node20.19",
      minifyWhitespace: true,
      minifySyntax: true,
      logLevel: "warning",
    }),
  ),
);

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Kilobytes of all that a first visit takes, with the kernels and the digits. */
const LIMIT = 150;

it(`takes less than ${LIMIT} kB, gzipped, to load and to keep for the time without a network`, () => {
  execFileSync(process.execPath, [path("build.mjs")]);
  const names = readdirSync(path("dist")).sort();
  expect(names).toEqual([
    "digits.bin",
    "index.html",
    "main.js",
    "offline.js",
    "style.css",
    "worker.js",
  ]);
  const bytes = names.map((name) => gzipSync(readFileSync(path(`dist/${name}`))).length);
  expect(bytes.reduce((sum, size) => sum + size) / 1000).toBeLessThan(LIMIT);
});

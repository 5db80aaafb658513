// Packs every package as it is published, and checks the result: its files, its manifest, its
// types, and that the entry points load, and a README's first example runs, where nothing but the
// packages is installed.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "kindling-packages-"));

try {
  const names = readdirSync(join(root, "packages"));
  const packed = names.map((name) => {
    const tarball = pack(join(root, "packages", name));
    const files = execute("tar", ["-tzf", tarball], folder).trim().split("\n");
    checkFiles(
      name,
      files.map((path) => path.replace("package/", "")),
    );
    execute("npx", ["publint", "--strict", tarball], root);
    execute("npx", ["attw", "--profile", "esm-only", tarball], root);
    console.log(`@kindling/${name}: ${files.length} files, publint and attw agree`);
    return tarball;
  });
  install(packed);
  for (const entry of names.flatMap(entryPoints)) load(entry);
  runFirstExample(join(root, "packages", "init", "README.md"));
  console.log("the packed packages install, load, and fill an ndarray as the README does");
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

function pack(directory) {
  const args = ["--yes", packageManager, "pack", "--json", "--pack-destination", folder];
  return JSON.parse(execute("npx", args, directory)).filename;
}

function checkFiles(name, paths) {
  const unwanted = paths.filter((path) =>
    /\.(test|bench|contract|tsbuildinfo)\b|\/lab\./.test(path),
  );
  const entries = ["dist/node.js", "dist/src/index.js", "dist/src/index.d.ts"];
  const missing = ["README.md", "LICENSE", ...entries].filter((path) => !paths.includes(path));
  if (unwanted.length > 0) {
    throw new Error(`${name}: expected no tests or benches, got ${unwanted.join(", ")}`);
  }
  if (missing.length > 0) throw new Error(`${name}: expected ${missing.join(", ")} to be packed`);
}

function install(tarballs) {
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  execute("npm", ["install", "--no-audit", "--no-fund", ...tarballs], folder);
}

function entryPoints(name) {
  const manifest = readFileSync(join(root, "packages", name, "package.json"), "utf8");
  const paths = Object.keys(JSON.parse(manifest).exports).filter((path) => !/\.json$/.test(path));
  return paths.map((path) => `@kindling/${name}${path.slice(1)}`);
}

function load(entry) {
  const script = `const all = await import("${entry}");
    if (Object.keys(all).length === 0) throw new Error("${entry} exports nothing");`;
  execute(process.execPath, ["--input-type=module", "--eval", script], folder);
}

/** The code that a README begins with, as its reader types it. */
function runFirstExample(readme) {
  const [, code] = /```ts\n([^`]*)```/.exec(readFileSync(readme, "utf8"));
  execute(process.execPath, ["--input-type=module", "--eval", code], folder);
}

function execute(command, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    shell: process.platform === "win32" && command !== process.execPath,
  });
  if (status === 0) return stdout;
  const output = `${stdout ?? ""}${stderr ?? ""}`;
  throw new Error(`${output}${command} ${args.join(" ")} failed ${error?.message ?? ""}`);
}

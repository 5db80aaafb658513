// Makes a clone ready: installs with the pinned pnpm, then compiles.
//
//   node scripts/bootstrap.mjs run        what building and running need
//   node scripts/bootstrap.mjs develop    tests, linter and benches too
//
// The install is skipped while the stamp in node_modules matches the lockfile.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = join(root, "node_modules", ".kindling-bootstrap");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const level = process.argv[2];
if (level !== "run" && level !== "develop") {
  fail(`bootstrap: expected the level "run" or "develop", got ${JSON.stringify(level)}`);
}

const least = manifest.engines.node.replace(">=", "");
if (!isAtLeast(process.versions.node, least)) {
  fail(`kindling: expected Node ${least} or later, got ${process.versions.node}`);
}

// What is there for development is never pruned.
const wanted = level === "develop" || hasDevelopmentPackages() ? "develop" : "run";
const stampText = `${wanted} ${lockfileHash()}\n`;
const start = performance.now();

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== stampText) {
  const what = wanted === "run" ? "what building and running need" : "everything for development";
  console.log(`kindling: installing ${what}`);
  const options = ["--frozen-lockfile", "--config.confirm-modules-purge=false"];
  if (wanted === "run") options.push("--prod");
  // On Windows npx is a batch file, which only a shell can start.
  execute("npx", ["--yes", manifest.packageManager, "install", ...options], {
    shell: process.platform === "win32",
  });
  writeFileSync(stamp, stampText);
}

execute(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-b"]);
execute(process.execPath, [join(root, "scripts", "bundle.mjs")]);
console.log(`kindling: ready after ${((performance.now() - start) / 1000).toFixed(1)} s`);

function hasDevelopmentPackages() {
  return Object.keys(manifest.devDependencies).some((name) =>
    existsSync(join(root, "node_modules", name)),
  );
}

function lockfileHash() {
  return createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .digest("hex");
}

/** Runs quietly; where that fails, shows what the tool said and leaves with its exit code. */
function execute(command, args, options = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    ...options,
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    maxBuffer: 2 ** 26,
  });
  if (status === 0) return;
  process.stderr.write(`${stdout ?? ""}${stderr ?? ""}`);
  fail(`kindling: ${command} ${args.join(" ")} failed${error ? `: ${error.message}` : ""}`, status);
}

function isAtLeast(version, leastVersion) {
  const [major, minor] = version.split(".").map(Number);
  const [leastMajor, leastMinor] = leastVersion.split(".").map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

function fail(message, code) {
  console.error(message);
  process.exit(code ?? 1);
}

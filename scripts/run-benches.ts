// Runs the benches of all packages, or those whose path contains a filter:
//
//   pnpm bench [filter ...] [--time SECONDS] [--json FILE]
import { readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { type Bench, type Measurement, measure } from "./bench.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values: options, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: {
    time: { type: "string", default: "1" },
    "warm-up": { type: "string", default: "0.3" },
    json: { type: "string" },
  },
});
const effort = { time: seconds("time"), warmUp: seconds("warm-up") };

const files = benchFiles();
if (files.length === 0) {
  console.error(
    `bench: expected a *.bench.ts whose path contains ${filters.join(" or ")}, got none`,
  );
  process.exit(1);
}

const groups: { file: string; title: string; unit: string; cases: Measurement[] }[] = [];
for (const file of files) {
  const { default: benches } = (await import(pathToFileURL(join(root, file)).href)) as {
    default: () => readonly Bench[];
  };
  for (const bench of benches()) {
    const cases = measure(bench, effort);
    groups.push({ file, title: bench.title, unit: bench.unit, cases });
    print(bench, cases);
  }
}

if (options.json !== undefined) {
  const { node, v8 } = process.versions;
  const machine = { platform: process.platform, arch: process.arch, node, v8 };
  writeFileSync(options.json, `${JSON.stringify({ machine, groups }, null, 2)}\n`);
}

function benchFiles(): string[] {
  const packages = join(root, "packages");
  return readdirSync(packages)
    .flatMap((name) =>
      readdirSync(join(packages, name, "src"), { recursive: true, encoding: "utf8" }).map((path) =>
        relative(root, join(packages, name, "src", path)).replaceAll("\\", "/"),
      ),
    )
    .filter((path) => path.endsWith(".bench.ts"))
    .filter((path) => filters.length === 0 || filters.some((filter) => path.includes(filter)))
    .sort();
}

function print({ title, unit, baseline }: Bench, cases: readonly Measurement[]): void {
  const width = Math.max(...cases.map(({ name }) => name.length));
  console.log(`\n${title}, ${unit}`);
  for (const { name, value, ratio, share, error } of cases) {
    const speed = name === baseline ? "baseline" : `${ratio.toFixed(2)}×`;
    const ofPeak = share === undefined ? "" : `${share.toFixed(2)} of peak`.padStart(15);
    console.log(
      `  ${name.padEnd(width)} ${significant(value).padStart(9)} ${speed.padStart(9)}${ofPeak}   ± ${error.toFixed(1)} %`,
    );
  }
}

/** Three digits. */
function significant(value: number): string {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(value)));
  return value.toFixed(Math.min(digits, 4));
}

function seconds(name: "time" | "warm-up"): number {
  const value = Number(options[name]);
  if (Number.isFinite(value) && value > 0) return value;
  console.error(`bench: --${name}: expected a number of seconds, got ${options[name]}`);
  process.exit(1);
}

import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const biome = join(root, "node_modules/@biomejs/biome/bin/biome");

let workspace: string;

beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "kindling lint "));
  const config = JSON.parse(readFileSync(join(root, "biome.json"), "utf8"));
  plant("biome.json", JSON.stringify({ ...config, vcs: { enabled: false } }));
  cpSync(join(root, "scripts/lint"), join(workspace, "scripts/lint"), { recursive: true });
  for (const name of ["packages/core", "packages/init", "packages/nn", "examples"]) {
    plant(`${name}/package.json`, readFileSync(join(root, name, "package.json"), "utf8"));
  }
  plant("packages/core/src/index.ts", 'export { type B, b } from "./b.ts";\n');
  plant("packages/core/src/b.ts", "export type B = number;\nexport const b: B = 1;\n");
});

afterEach(() => rmSync(workspace, { recursive: true }));

describe("the dependency order", () => {
  it("accepts imports along it", () => {
    plant("packages/init/src/a.ts", 'import { b } from "@kindling/core";\nexport const a = b;\n');
    plant(
      "packages/nn/src/a.ts",
      'export type { B } from "@kindling/core";\nexport { a } from "@kindling/init";\n',
    );
    plant("packages/nn/test/a.test.ts", 'import { a } from "@kindling/nn";\nexport const c = a;\n');
    plant(
      "examples/a.ts",
      'export { b } from "@kindling/core";\nexport { a } from "@kindling/nn";\n',
    );
    expect(complaints()).toEqual([]);
  });

  it.each([
    ["core takes init", "packages/core/src/a.ts", 'export { a } from "@kindling/init";'],
    ["core takes a type of nn", "packages/core/src/a.ts", 'export type { A } from "@kindling/nn";'],
    ["init takes nn", "packages/init/src/a.ts", 'export const a = () => import("@kindling/nn");'],
    ["init's test takes nn", "packages/init/src/a.test.ts", 'export { a } from "@kindling/nn";'],
    ["nn goes behind the entry point", "packages/nn/src/a.ts", 'export { b } from "@kindling/core/src/b.ts";'],
    ["nn goes around the name", "packages/nn/src/a.ts", 'export { b } from "../../core/src/b.ts";'],
    ["nn takes another's build", "packages/nn/src/a.ts", 'export { b } from "../../core/dist/src/b.js";'],
    ["nn imports itself by name", "packages/nn/src/a.ts", 'export { b } from "@kindling/nn";'],
    ["an example goes around the name", "examples/a.ts", 'export { b } from "../packages/core/src/b.ts";'],
    ["a file takes the barrel", "packages/core/src/a.ts", 'export { b } from "./index.ts";'],
    ["a deeper file takes the barrel", "packages/core/src/x/a.ts", 'import type { B } from "../index.ts";\nexport type A = B;'],
    ["a test takes the barrel", "packages/core/src/a.test.ts", 'export { b } from "./index.ts";'],
  ])("refuses that %s", (_what, path, text) => {
    plant(path, `${text}\n`);
    expect(complaints()).toContainEqual([path, "lint/style/noRestrictedImports"]);
  }); // biome-ignore format: one line a violation

  it("refuses inline import types, which those rules do not see", () => {
    plant("packages/init/src/a.ts", 'export type A = import("@kindling/nn").A;\n');
    expect(complaints()).toEqual([["packages/init/src/a.ts", "plugin"]]);
  });

  it("refuses packages that the manifest does not list", () => {
    plant("packages/nn/src/a.ts", 'export { default as a } from "left-pad";\n');
    expect(complaints()).toEqual([
      ["packages/nn/src/a.ts", "lint/correctness/noUndeclaredDependencies"],
    ]);
  });

  it.each([
    ["values", 'export { b as a } from "./b.ts";', 'export { a as b } from "./a.ts";'],
    ["types", 'import type { B } from "./b.ts";\nexport type A = B;', 'import type { A } from "./a.ts";\nexport type B = A | 1;'],
    ["inline types", 'import { type B } from "./b.ts";\nexport type A = B;', 'import { type A } from "./a.ts";\nexport type B = A | 1;'],
  ])("refuses cycles of %s", (_what, a, b) => {
    plant("packages/init/src/a.ts", `${a}\n`);
    plant("packages/init/src/b.ts", `${b}\n`);
    const files = complaints().filter(([, rule]) => rule === "lint/suspicious/noImportCycles").map(([path]) => path);
    expect(files.sort()).toEqual(["packages/init/src/a.ts", "packages/init/src/b.ts"]);
  }); // biome-ignore format: one line a cycle
});

describe("randomness", () => {
  it("refuses Math.random in a package, but not in its benches", () => {
    plant("packages/core/src/a.ts", "export const a = Math.random();\n");
    plant("packages/core/src/a.bench.ts", "export const a = Math.random();\n");
    expect(complaints()).toEqual([["packages/core/src/a.ts", "plugin"]]);
  });
});

function plant(path: string, text: string): void {
  const target = join(workspace, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

/** File and rule of every error. */
function complaints(): [path: string, rule: string][] {
  const { stdout } = spawnSync(process.execPath, [biome, "lint", "--reporter=json", "."], {
    cwd: workspace,
    encoding: "utf8",
  });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { category: string; severity: string; location: { path: string } }[];
  };
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ category, location }) => [location.path, category]);
}

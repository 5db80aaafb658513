import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import * as core from "../packages/core/src/index.ts";
import * as init from "../packages/init/src/index.ts";
import * as nnNode from "../packages/nn/node/index.ts";
import * as nn from "../packages/nn/src/index.ts";
import * as nnSlim from "../packages/nn/src/slim.ts";
import {
  type Checks,
  compile,
  docstringsOf,
  type Example,
  examplesIn,
  fencesOf,
  methodsOf,
  publicNames,
} from "./doc-examples.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** What each entry point exports. */
const entries = { core, init, nn, "nn/node": nnNode };
/** What examples import. The source of nn/slim is a file of nn. */
const imported = { ...entries, "nn/slim": nnSlim };
/** What examples import from elsewhere, found where the packages find it. */
const require = createRequire(join(root, "packages", "core", "package.json"));

/** Eight images of 784 numbers, their classes, and a model for them. */
function fixtures() {
  const x = Float32Array.from({ length: 8 * 784 }, (_, i) => (i % 7) / 7);
  const y = Uint8Array.from({ length: 8 }, (_, i) => i);
  const model = nn.sequential({
    inputShape: [784],
    layers: [nn.dense({ units: 10, activation: "softmax" })],
  });
  model.compile({ optimizer: nn.sgd(), loss: "sparseCategoricalCrossentropy" });
  const bytes = model.toBytes();
  return { x, y, xTest: x, yTest: y, model, bytes, readFile: async () => bytes };
}

const checks: Checks = {
  $equals: (actual, expected) => expect(actual).toEqual(expected),
  $throws: (run, message) => expect(run()).rejects.toHaveProperty("message", message),
  $begins: (digits) => expect.closeTo(Number(`${digits}5`), digits.split(".")[1]!.length),
  $import: (from, names) => {
    const exported: object = imported[from.replace("@kindling/", "") as keyof typeof imported] ?? {
      default: require(from),
    };
    for (const name of names) expect(exported, from).toHaveProperty(name);
    return { ...exported };
  },
};

/** Runs an example. In scope are all public names, those of its package and its file first. */
async function run({ file, code }: Example, own: object): Promise<void> {
  const near: object = file.endsWith(".ts") ? await import(/* @vite-ignore */ file) : {};
  const scope = { ...core, ...init, ...nn, ...own, ...near, ...fixtures(), ...checks };
  const AsyncFunction = (async () => {}).constructor as FunctionConstructor;
  await new AsyncFunction(...Object.keys(scope), compile(code))(...Object.values(scope));
}

function title({ file, name }: { readonly file: string; readonly name: string }): string {
  return `${relative(root, file)}: ${name}`;
}

/** Examples that write files do so here. */
const folder = mkdtempSync(join(tmpdir(), "kindling-examples-"));
beforeAll(() => process.chdir(folder));
afterEach(() => core.useKernels("wasm-simd"));
afterAll(() => {
  process.chdir(root);
  rmSync(folder, { recursive: true });
});

describe.each(Object.entries(entries))("%s", (entry, own) => {
  const place = join(root, "packages", entry);
  const readme = join(place, "README.md");
  const source = existsSync(readme) ? join(place, "src") : place;
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.(test|bench|contract))\.ts$/.test(file))
    .map((file) => join(source, file));
  const docstrings = new Map(files.map((file) => [file, docstringsOf(file)]));
  const examples = [
    ...[...docstrings.values()].flat().flatMap(examplesIn),
    ...(existsSync(readme) ? fencesOf(readme) : []),
  ].map((example) => [title(example), example] as const);

  it.each(examples)("%s", (_title, example) => run(example, own));

  const names = publicNames(join(source, "index.ts")).flatMap((entry) => [
    entry,
    ...methodsOf(entry).map((name) => ({ ...entry, name, isType: false })),
  ]);

  it("has a docstring for every public name, and an example for every value", () => {
    const missing = names.flatMap((entry) => {
      const found = docstrings.get(entry.file)!.filter(({ name }) => name === entry.name);
      if (found.length === 0) return [`${title(entry)}: docstring`];
      const shown = entry.isType || found.some((docstring) => examplesIn(docstring).length > 0);
      return shown ? [] : [`${title(entry)}: @example`];
    });
    expect(missing).toEqual([]);
  });

  it("has no public name that this test overlooks", () => {
    const values = names.map(({ name }) => name);
    // What a package hands on from core has its example there.
    const handedOn = new Set<unknown>(own === core ? [] : Object.values(core));
    const exported = Object.entries(own)
      .filter(([, value]) => !handedOn.has(value))
      .flatMap(([name, value]) =>
        Object.prototype.toString.call(value) === "[object Module]" ? Object.keys(value) : name,
      );
    expect(values).toEqual(expect.arrayContaining(exported));
  });
});

describe("README.md", () => {
  it.each(fencesOf(join(root, "README.md")).map((fence) => [fence.name, fence] as const))(
    "%s",
    (_name, fence) => run(fence, nn),
  );
});

describe("an example", () => {
  const runs = (code: string): Promise<void> => run({ file: "", name: "", code }, core);

  it.each([
    ["sizeOf([2, 3]) // 6"],
    ["1 / 3; // 0.33…"],
    ['[-1 / 3, "…"] // [-0.3333…, "…"]'],
    ['checkShape([-1], "x"); // throws x: expected extents that are whole numbers, 0 or more, got [-1]'],
    ['expectShape([1], [2], "x");\n// throws x: expected [2], got [1]'],
    ["zeros([1]); // a comment in words"],
    ['import { type Shape, sizeOf as size } from "@kindling/core";\nconst s: Shape = [2];\nsize(s) // 2'],
  ])("holds: %s", async (code) => expect(await runs(code)).toBeUndefined()); // biome-ignore format: one line each

  it.each([
    ["sizeOf([2, 3]) // 7", "expected 6 to deeply equal 7"],
    ["1 / 3 // 0.34…", "deeply equal"],
    ["1 / 3 // 0.33 or so", "Expected"],
    ["zeros([1]); // throws zeros", "resolved"],
    ["zeros([-1]); // throws zeros", "message"],
    ["zeros([-1])\n// throws zeros", "message"],
    ["zeros([-1]); // in words", "got [-1]"],
    ["tenser(1);", "tenser is not defined"],
    ['import { tenser } from "@kindling/core";\ntenser(1);', "tenser"],
  ])("does not hold: %s", (code, why) => expect(runs(code)).rejects.toThrow(why)); // biome-ignore format: one line each
});

// Compiles every module of assembly/ to gen/. With --check it compares instead of writing.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
const gen = new URL("../gen/", import.meta.url);

/**
 * A module for each group of kernels. All share one memory, so each keeps its constants at a place
 * of its own: that of its name in this list. New names go to the end.
 */
const MODULES = [
  "adam",
  "binary-cross-entropy",
  "cross-entropy",
  "binary",
  "fill",
  "gemm",
  "mean-squared-error",
  "relu",
  "sgd",
  "sigmoid",
  "softmax",
  "sum-rows",
  "tanh",
  "qr",
  "piecewise",
  "smooth",
  "unary",
  "select",
  "copy",
  "gather",
  "rmsprop",
  "adagrad",
  "adadelta",
  "adamax",
  "lion",
  "gradient",
  "pointwise-loss",
  "lstm",
  "gru",
  "hold",
  "conv",
  "pad",
  "pool",
  "sum",
  "extreme",
  "log-sum-exp",
  "masking",
  "attention",
  "sine",
  "batch-norm",
  "group-norm",
];
/**
 * Modules that are compiled once more, as NAME-relaxed, with the multiply-add of relaxed SIMD; see
 * assembly/multiply-add.ts.
 */
const RELAXED = ["gemm"];
/** Bytes of each place. The first one stays empty: address 0 stands for "absent". */
const PLACE = 2 ** 11;
/** Bytes in which WebAssembly counts memory. */
const PAGE = 2 ** 16;
/** What asc is told to compile: a module with the end of its constants. */
const ENTRY = "assembly/entry.ts";
/** Scratch of assembly/scratch.ts begins here, and arenas behind it; see src/kernels/wasm.ts. */
const CONSTANTS_END = 2 ** 17;

const checking = process.argv.includes("--check");
let stale = 0;
const files = [...MODULES, ...RELAXED.map((name) => `${name}-relaxed`)].map((name) => `${name}.ts`);
for (const name of await readdir(gen)) if (!files.includes(name)) await settle(name, undefined);
for (const [index, name] of MODULES.entries()) {
  const place = (index + 1) * PLACE;
  await settle(`${name}.ts`, await generate(name, place));
  if (RELAXED.includes(name)) {
    await settle(`${name}-relaxed.ts`, await generate(name, place, ["--enable", "relaxed-simd"]));
  }
}
if (checking && stale > 0) {
  console.error("gen/ does not match assembly/; run `pnpm --filter @kindling/core generate`");
  process.exit(1);
}
if (checking) console.log("gen/ matches assembly/");

async function generate(name, place, options = []) {
  const { error, binary, stderr, stdout } = await compile(name, place, options);
  if (error) {
    process.stderr.write(stderr + stdout);
    process.exit(1);
  }
  // The second build has the constants of the first, and Node 20 refuses it.
  if (options.length === 0) await expectConstants(name, place, binary);
  return `// Generated from assembly/${name}.ts by \`pnpm --filter @kindling/core generate\`. Do not edit.

/** The compiled kernels, ${binary.length} bytes. */
export const wasm =
  "${textOf(binary)}";
`;
}

/** Ends the process where constants reach beyond their place. */
async function expectConstants(name, place, binary) {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const { instance } = await WebAssembly.instantiate(binary, { env: { memory } });
  const end = instance.exports.end.value;
  if (end > Math.min(place + PLACE, CONSTANTS_END)) {
    console.error(
      `${name}: expected constants within ${PLACE} bytes from ${place}, got ${end - place}`,
    );
    process.exit(1);
  }
}

/** The bytes as text that gzips well; see src/kernels/wasm-text.ts. */
function textOf(bytes) {
  const character = (digit) => String.fromCharCode(digit + (digit < 57 ? 35 : 36));
  return Array.from(bytes, (byte) => {
    const digit = (byte + 3) % 256;
    if (digit < 88) return character(digit);
    return character(88 + Math.floor((digit - 88) / 84)) + character((digit - 88) % 84);
  }).join("");
}

/** Writes a file, or removes one without text; when checking, counts what differs. */
async function settle(name, text) {
  const target = new URL(name, gen);
  const found = await readFile(target, "utf8").catch(() => undefined);
  if (found === text) return;
  stale++;
  console.log(`gen/${name}: ${text === undefined ? "no longer" : "newly"} generated`);
  if (checking) return;
  if (text === undefined) await rm(target);
  else await writeFile(target, text);
}

/** The text of a file; null, as asc expects it, for one that does not exist. */
async function readText(file) {
  return readFile(new URL(`../${file}`, import.meta.url), "utf8").catch(() => null);
}

async function compile(name, place, options) {
  let binary;
  const entry = `export * from "./${name}";\nexport const end: usize = __heap_base;\n`;
  const streams = { stdout: asc.createMemoryStream(), stderr: asc.createMemoryStream() };
  const { error } = await asc.main(
    [
      ENTRY,
      "--baseDir",
      root,
      "--outFile",
      "kernels.wasm",
      // -Oz takes 0.6 of 9 kB from what a small net bundles, gzipped. Products and sums run the same, but
      // fills take 1.04 to 1.17 of the time, softmax and eˣ 1.07 to 1.15, powers 1.5 (Node 20).
      "-O3",
      "--noAssert",
      "--runtime",
      "stub",
      "--importMemory",
      "--initialMemory",
      `${Math.ceil((place + PLACE) / PAGE)}`,
      "--memoryBase",
      `${place}`,
      "--enable",
      "simd",
      ...options,
      "--use",
      "abort=",
    ],
    {
      ...streams,
      readFile: (file) => (file === ENTRY ? entry : readText(file)),
      writeFile: (file, data) => {
        if (file.endsWith(".wasm")) binary = data;
      },
    },
  );
  return { error, binary, stdout: streams.stdout.toString(), stderr: streams.stderr.toString() };
}

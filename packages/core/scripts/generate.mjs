// Compiles assembly/ to gen/wasm-simd.ts. With --check it compares instead of writing.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = new URL("../gen/wasm-simd.ts", import.meta.url);

const { error, stdout, stderr, binary } = await compile();
if (error) {
  process.stderr.write(stderr + stdout);
  process.exit(1);
}

const { instance } = await WebAssembly.instantiate(binary, {
  env: { memory: new WebAssembly.Memory({ initial: 1 }) },
});
const text = `// Generated from assembly/ by \`pnpm --filter @kindling/core generate\`. Do not edit.

/** First byte behind the module's own constants. */
export const HEAP_BASE = ${instance.exports.heapBase()};

/** The compiled kernels, ${binary.length} bytes. */
export const wasmBase64 =
  "${Buffer.from(binary).toString("base64")}";
`;

if (process.argv.includes("--check")) {
  if ((await readFile(target, "utf8")) !== text) {
    console.error(
      "gen/wasm-simd.ts does not match assembly/; run `pnpm --filter @kindling/core generate`",
    );
    process.exit(1);
  }
  console.log("gen/wasm-simd.ts matches assembly/");
} else {
  await writeFile(target, text);
  console.log(`gen/wasm-simd.ts: ${binary.length} bytes of wasm`);
}

async function compile() {
  let binary;
  const streams = { stdout: asc.createMemoryStream(), stderr: asc.createMemoryStream() };
  const { error } = await asc.main(
    [
      "assembly/index.ts",
      "--baseDir",
      root,
      "--outFile",
      "kernels.wasm",
      "-O3",
      "--noAssert",
      "--runtime",
      "stub",
      "--importMemory",
      "--initialMemory",
      "1",
      "--enable",
      "simd",
      "--use",
      "abort=",
    ],
    {
      ...streams,
      writeFile: (name, data) => {
        if (name.endsWith(".wasm")) binary = data;
      },
    },
  );
  return { error, binary, stdout: streams.stdout.toString(), stderr: streams.stderr.toString() };
}
